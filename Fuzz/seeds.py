#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Collects seeds for fuzzing from foreign test data and from the demo, each for its target.

    Fuzz/seeds.py FOLDER

Reads WITNESSMARK_VECTORS, WITNESSMARK_CORPORA (else ../shared/vectors and ../shared/corpora) and, if it
is set, WITNESSMARK_DEMO, a folder that `witnessmark demo --into` made. What is absent is left out. Nothing
here is committed: foreign data keeps its own terms.
"""
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED_BYTES_MAX = 1 << 16
SEEDS_MAX = 400


def place(name, other):
    return Path(os.environ.get(name) or ROOT.parent / "shared" / other)


class Seeds:
    def __init__(self, folder):
        self.folder = folder

    def add(self, target, data):
        """Keeps a seed once, if it is not too long to be of use."""
        where = self.folder / target
        where.mkdir(parents=True, exist_ok=True)
        if 0 < len(data) <= SEED_BYTES_MAX and len(list(where.iterdir())) < SEEDS_MAX:
            (where / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def add_files(self, target, folder, *endings):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            if path.is_file() and path.suffix in endings:
                self.add(target, path.read_bytes())


def texts(value):
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for element in value:
            yield from texts(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from texts(element)


def epcis(seeds, corpora):
    seeds.add_files("epcis-json", corpora / "epcis", ".json", ".jsonld")
    seeds.add_files("epcis-xml", corpora / "epcis", ".xml")
    for target in ("epcis-json", "epcis-xml"):
        for path in sorted((seeds.folder / target).glob("*")):
            seeds.add("epcis-hash", path.read_bytes())
    for path in sorted((seeds.folder / "epcis-json").glob("*")):
        try:
            document = json.loads(path.read_bytes())
        except ValueError:
            continue
        for text in texts(document):
            if text.startswith(("urn:epc:", "https://id.")):
                seeds.add("gs1", text.encode())
        events = document.get("epcisBody", {}).get("eventList", [])[:3]
        for number, event in enumerate(events):
            seeds.add("cloudevents", json.dumps({
                "specversion": "1.0", "id": str(number), "source": "urn:x",
                "type": "org.gs1.epcis.event", "data": event}).encode())


def log(seeds, vectors):
    """Notes, keys, checkpoints and policies are strings in the vectors' JSON files."""
    for path in sorted(vectors.rglob("*.json")) if vectors.is_dir() else []:
        data = path.read_bytes()
        seeds.add("json", data)
        seeds.add("elements", data)
        try:
            found = texts(json.loads(data))
        except ValueError:
            continue
        for text in found:
            data = text.encode(errors="replace")
            if "\n\n" in text:
                seeds.add("note", data)
                seeds.add("checkpoint", data[:data.rindex(b"\n\n") + 1])
            elif text.count("+") >= 2 and len(text) < 4_000 and "\n" not in text:
                seeds.add("vkey", data)
            elif "quorum" in text:
                seeds.add("policy", data)
            elif text.startswith("tile/"):
                seeds.add("path", data)
    seeds.add_files("proof", vectors, ".tlog-proof")


def archives(seeds, vectors):
    contents = [b"", b"a", b"abc" * 400, bytes(range(256)) * 8, b"\0" * 3_000]
    for content in contents:
        for level in (0, 1, 9):
            packer = zlib.compressobj(level, zlib.DEFLATED, -15)
            stream = packer.compress(content) + packer.flush()
            seeds.add("inflate", len(content).to_bytes(2, "big") + stream)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", method) as writer:
            for number, content in enumerate(contents):
                with writer.open(f"b/{number}", "w", force_zip64=number == 2) as file:
                    file.write(content)
        seeds.add("zip", archive.getvalue())
        seeds.add("package", archive.getvalue())
    names = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
             "tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "manifest-md5.txt"]
    for bag in sorted(vectors.glob("bagit-conformance-suite/v*/*/*")):
        parts = b""
        for number, name in enumerate(names):
            if (bag / name).is_file():
                content = (bag / name).read_bytes()
                parts += bytes([number]) + len(content).to_bytes(2, "big") + content
        seeds.add("bag", parts)


def time_stamps(seeds):
    """Replies of an authority made for the purpose by openssl, if it is there."""
    with tempfile.TemporaryDirectory() as folder:
        def openssl(*words):
            subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
        try:
            (Path(folder) / "c").write_text(
                "[req]\ndistinguished_name=n\nx509_extensions=x\n[n]\n[x]\n"
                "extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=s\n"
                "default_policy=1.2.3\ndigests=sha256,sha384\nsigner_digest=sha256\n"
                "accuracy=secs:1,millisecs:5\nordering=yes\ntsa_name=yes\n")
            openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-subj", "/CN=x", "-keyout", "k", "-out", "p", "-config", "c")
            for number, digest in enumerate(("-sha256", "-sha384")):
                openssl("ts", "-query", "-data", "c", digest, "-cert", "-out", "q")
                for more in ([], ["-token_out"]):
                    openssl("ts", "-reply", "-config", "c", "-section", "t", "-queryfile", "q",
                            "-signer", "p", "-inkey", "k", *more, "-out", "r")
                    data = (Path(folder) / "r").read_bytes()
                    seeds.add("timestamp", data)
                    seeds.add("timestamp-token", data)
        except (OSError, subprocess.CalledProcessError) as reason:
            print(f"no time-stamps: {reason}", file=sys.stderr)


def demo(seeds, folder):
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        head = path.open("rb").read(SEED_BYTES_MAX)
        if path.suffix in (".jsonl", ".ndjson", ".json"):
            lines = b"\n".join(head.splitlines()[:20])
            for target in ("activities", "cloudevents", "json"):
                seeds.add(target, lines)
        elif path.suffix in (".xml", ".jsonld") and path.stat().st_size < SEED_BYTES_MAX:
            seeds.add("epcis-xml" if path.suffix == ".xml" else "epcis-json", head)
        elif path.suffix == ".wmpack" and path.stat().st_size < SEED_BYTES_MAX:
            seeds.add("zip", head)


def small(seeds):
    for text in ("2026-11-21T10:15:02.123456Z", "2026-11-21 10:15:60+05:30", "0001-01-01T00:00:00Z",
                 "9999-12-31T23:59:59.9999999-23:59"):
        seeds.add("time", text.encode())
    for number in (0.1, 1e21, 5e-324, 1.7976931348623157e308, -0.0, 123456789.125):
        seeds.add("number", struct.pack("<d", number))
    for text in ("[]", "[1,\"a\",{\"b\":[null,true]}]", " [ -0.5e-7 , \"\\ud83d\\ude00\" ] "):
        seeds.add("elements", text.encode())
        seeds.add("json", text.encode())


# Kinds of files that Benchmarks/Baselines/plant-files writes, and the targets that read them.
MADE = {"csv": "csv", "xlsx": "xlsx", "qif": "qif", "mtconnect-shdr": "mtconnect-shdr", "mtconnect-streams": "mtconnect-xml",
        "b2mml": "b2mml", "as9102-csv": "as9102-csv", "as9102-xlsx": "as9102-xlsx",
        "nc-programme": "nc-programme", "dcc": "dcc", "certificates": "certificates"}


def workbook(seeds, path):
    """A whole workbook, and each sheet: the target also takes bytes as the only sheet of one."""
    for target in ("xlsx", "as9102-xlsx"):
        seeds.add(target, path.read_bytes())
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                seeds.add("xlsx", book.read(name))


def plant(seeds, corpora):
    """Spreadsheets, inspections, batches, machines and certificates: real ones, and ones made to measure with."""
    seeds.add_files("qif", corpora / "qif", ".QIF", ".qif")
    seeds.add_files("qif", corpora / "nist-smstestbed", ".QIF", ".qif")
    seeds.add_files("b2mml", corpora / "b2mml" / "examples", ".xml")
    seeds.add_files("b2mml", ROOT / "Examples" / "batch-record", ".xml")
    seeds.add_files("dcc", ROOT / "Examples" / "calibration", ".xml")
    seeds.add_files("mtconnect-xml", corpora / "nist-smstestbed" / "mtconnect", ".xml")
    seeds.add_files("nc-programme", corpora / "nist-smstestbed" / "nc-code", ".NC", ".nc")
    seeds.add_files("certificates", corpora / "material-certificates" / "fixtures", ".json")
    seeds.add_files("mapping", ROOT / "Examples" / "real-data" / "mappings", ".json")
    for path in sorted((corpora / "nist-smstestbed").rglob("*of20.txt")):
        seeds.add("mtconnect-shdr", path.read_bytes()[:8_192])
    for path in sorted(corpora.rglob("*.xlsx")) if corpora.is_dir() else []:
        workbook(seeds, path)
    with tempfile.TemporaryDirectory() as folder:
        for kind, target in MADE.items():
            made = Path(folder) / kind
            subprocess.run([ROOT / "Benchmarks" / "Baselines" / "plant-files", kind, "12", made], check=True,
                           capture_output=True)
            if target == "xlsx":
                workbook(seeds, made)
            for path in [made] if made.is_file() else sorted(made.iterdir()):
                seeds.add(target, path.read_bytes())
            if kind == "csv":
                seeds.add("mapping", Path(f"{made}.mapping.json").read_bytes())


def main():
    seeds = Seeds(Path(sys.argv[1]))
    vectors = place("WITNESSMARK_VECTORS", "vectors")
    corpora = place("WITNESSMARK_CORPORA", "corpora")
    small(seeds)
    log(seeds, vectors)
    archives(seeds, vectors)
    epcis(seeds, corpora)
    plant(seeds, corpora)
    time_stamps(seeds)
    if os.environ.get("WITNESSMARK_DEMO"):
        demo(seeds, Path(os.environ["WITNESSMARK_DEMO"]))


main()
