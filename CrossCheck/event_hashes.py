# SPDX-License-Identifier: Apache-2.0
"""Compares event hashes with epcis-event-hash-generator (PyPI), by the algorithm's first author.

    python event_hashes.py PROGRAM CORPUS

PROGRAM is `witnessmark`, CORPUS a folder of EPCIS documents. What is known to differ is named in
event-hash-deviations.json with the reason; a name there that no longer differs is a failure too.
"""
import contextlib
import io
import json
import logging
import multiprocessing
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from epcis_event_hash_generator import events_from_file_reader, hash_generator


# What can be put right in the text that the generator hashes, by the reason in the list.
REPAIRS = {
    "boolean": lambda text: text.replace("booleanValue=True", "booleanValue=true"),
    "context": lambda text: text.replace("=cbv:", "=https://ref.gs1.org/cbv/"),
    "instance": lambda text: re.sub(
        r"\{http://www\.w3\.org/2001/XMLSchema-instance\}type=xsd:"
        "(boolean|dateTime|double|integer|string)", "", text),
}


def theirs(path):
    """The texts that they hash, in document order, or the name of what went wrong."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            events = events_from_file_reader.event_list_from_file(str(path), "")
            return hash_generator.derive_prehashes_from_events(events, "")
    except Exception as error:  # their trouble with a file is a finding, not a crash
        return type(error).__name__


def hashes(texts, reasons=()):
    """Their hashes of their texts, once what the reasons name is put right."""
    for repair in filter(None, map(REPAIRS.get, reasons)):
        texts = [repair(text) for text in texts]
    return hash_generator.calculate_hashes_from_pre_hashes(texts, "sha256")


def ours(program, path):
    """Our hashes in document order, or that the file was refused."""
    done = subprocess.run([program, "epcis", "hash", path], capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else "refused"


def readable(path, folder, number):
    """The document, or a copy without its document type, which Witnessmark refuses with reason."""
    text = path.read_bytes()
    if b"<!DOCTYPE" not in text:
        return path
    copy = Path(folder, f"{number}{path.suffix}")
    copy.write_bytes(re.sub(rb"<!DOCTYPE[^>]*>", b"", text))
    return copy


def main():
    program, corpus = sys.argv[1], Path(sys.argv[2])
    logging.disable(logging.CRITICAL)
    listed = json.loads(Path(__file__).with_name("event-hash-deviations.json").read_text())["files"]
    files = sorted([*corpus.rglob("*.jsonld"), *corpus.rglob("*.xml")])
    files = [path for path in files if "JSON-LD-Context" not in path.parts]
    with tempfile.TemporaryDirectory() as folder:
        copies = [readable(path, folder, number) for number, path in enumerate(files)]
        compare(program, corpus, files, copies, listed)


def compare(program, corpus, names, files, listed):
    # The generator remembers the prefixes of every document it has read, and they change the hash
    # of the next: each document gets a process of its own.
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        read = pool.map(theirs, files, chunksize=1)
    seen = {"agree": 0, "agree once put right": 0, "differ as listed": 0}
    events = 0
    for name, path, texts in zip(names, files, read):
        name, our = str(name.relative_to(corpus)), ours(program, path)
        reasons = listed.pop(name, [])
        their = texts if isinstance(texts, str) else hashes(texts)
        # Documents without events: the generator gives nothing, and we may say why.
        if our == their or their == [] and our == "refused":
            seen["agree"] += 1
            events += len(their)
            if reasons:
                print(f"FAILED {name} is listed as a deviation and is none")
        elif not isinstance(texts, str) and our == hashes(texts, reasons):
            seen["agree once put right"] += 1
            events += len(our)
        elif set(reasons) - REPAIRS.keys():
            seen["differ as listed"] += 1
        else:
            print(f"FAILED {name}: theirs {their}, ours {our}")
    for name in listed:
        print(f"FAILED {name} is listed as a deviation and is not there")
    if events:
        numbers = ", ".join(f"{count} {what}" for what, count in seen.items())
        print(f"ok {events} event hashes are the same; of the documents {numbers}")
    else:
        print("FAILED not one event hash is the same")


if __name__ == "__main__":
    main()
