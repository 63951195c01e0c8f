# SPDX-License-Identifier: Apache-2.0
"""Compares event hashes with those of epcis-event-hash-generator (PyPI), the algorithm's first author's.

    python event_hashes.py PROGRAM CORPUS

PROGRAM is `witnessmark`, CORPUS a folder of EPCIS documents. What is known to differ is named in
event-hash-deviations.json with the reason; a name there that no longer differs is a failure too.
"""
import contextlib
import io
import json
import logging
import subprocess
import sys
from pathlib import Path

from epcis_event_hash_generator import events_from_file_reader, hash_generator


def theirs(path):
    """Their hashes in document order, or why there are none."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            events = events_from_file_reader.event_list_from_file(str(path), "")
            strings = hash_generator.derive_prehashes_from_events(events, "")
            return hash_generator.calculate_hashes_from_pre_hashes(strings, "sha256")
    except Exception as error:  # their trouble with a file is a finding, not a crash
        return f"{type(error).__name__}"


def ours(program, path):
    done = subprocess.run([program, "epcis", "hash", path], capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else f"exit {done.returncode}"


def main():
    program, corpus = sys.argv[1], Path(sys.argv[2])
    logging.disable(logging.CRITICAL)
    listed = json.loads(Path(__file__).with_name("event-hash-deviations.json").read_text())
    files = sorted([*corpus.rglob("*.jsonld"), *corpus.rglob("*.xml")])
    agreed, events, differ = 0, 0, {}
    for path in files:
        name = str(path.relative_to(corpus))
        if name.startswith("gs1/JSON-LD-Context"):
            continue
        their, our = theirs(path), ours(program, path)
        if isinstance(our, list) and our == their:
            agreed, events = agreed + 1, events + len(our)
        else:
            differ[name] = f"theirs {their}, ours {our}"
    for name in sorted(differ.keys() - listed.keys()):
        print(f"FAILED {name}: {differ[name]}")
    for name in sorted(listed.keys() - differ.keys()):
        print(f"FAILED {name} is listed as a deviation and is none")
    if agreed:
        known = len(differ.keys() & listed.keys())
        print(f"ok {events} event hashes of {agreed} files agree; {known} files differ as listed")
    else:
        print("FAILED no file agrees")


main()
