# SPDX-License-Identifier: Apache-2.0
"""Checks an exported log with aics-tlog (PyPI), a verifier of C2SP logs that nobody here wrote.

    python aics_log.py LOG VKEY [PROOFS]

The arguments are those of go/main.go, and so is the form of the verdicts.
"""
import sys
from pathlib import Path

from aics_tlog.checkpoint import verify_checkpoint
from aics_tlog.note import b64_decode, parse_note, parse_vkey
from aics_tlog.tiles import (
    FileSystemTileReader,
    TileVerificationError,
    consistency_proof_from_tiles,
)
from aics_tlog.tree import verify_consistency, verify_leaf_inclusion
from aics_tlog.verified import VerifiedTileReader, audit_tiles

CHANGED_RESOURCES_MAX = 64
CHANGED_PROOFS_MAX = 20
failed = False


def say(what, problem=None):
    global failed
    failed = failed or problem is not None
    print(f"ok {what}" if problem is None else f"FAILED {what}: {problem}")


def head(text, key):
    """The size and root of a checkpoint that the key signed."""
    result = verify_checkpoint(parse_note(text), key, expected_origin=key.name)
    if not result.ok:
        raise ValueError(result.error or "the log's signature is missing")
    lines = text.decode().split("\n")
    return int(lines[1]), b64_decode(lines[2])


def refused(text, key):
    try:
        head(text, key)
    except ValueError:
        return True
    return False


class Changed:
    """A reader that changes one byte in one tile or bundle on the way."""

    def __init__(self, reader, kind, level, index):
        self.reader, self.target = reader, (kind, level, index)

    def read_tile(self, level, index, width):
        return self.change(("tile", level, index), self.reader.read_tile(level, index, width))

    def read_entry_bundle(self, index, width):
        return self.change(("bundle", 0, index), self.reader.read_entry_bundle(index, width))

    def change(self, which, data):
        if which != self.target or not data:
            return data
        middle = len(data) // 2
        return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:]


def resources(size):
    """The tiles and bundles of a tree; of many, some evenly spread."""
    everything, level, count = [], 0, size
    while count:
        everything += [("tile", level, index) for index in range((count + 255) // 256)]
        level, count = level + 1, count // 256
    everything += [("bundle", 0, index) for index in range((size + 255) // 256)]
    step = max(1, len(everything) // CHANGED_RESOURCES_MAX)
    return everything[::step]


def read_proof(path, key):
    top, _, checkpoint = path.read_bytes().partition(b"\n\n")
    lines = [line for line in top.decode().split("\n") if not line.startswith("extra ")]
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "):
        raise ValueError("not a tlog-proof")
    return int(lines[1][6:]), [b64_decode(line) for line in lines[2:]], head(checkpoint, key)


def check_proof(entry, path, key, also_changed):
    index, hashes, (size, root) = read_proof(path, key)
    if not verify_leaf_inclusion(entry, index, size, hashes, root):
        raise ValueError(f"{path}: not included")
    for position in range(len(entry) if also_changed else 0):
        changed = entry[:position] + bytes([entry[position] ^ 1]) + entry[position + 1:]
        if verify_leaf_inclusion(changed, index, size, hashes, root):
            raise ValueError(f"{path}: accepted with byte {position} of the entry changed")
    return index, size, root


def main():
    folder = Path(sys.argv[1])
    key = parse_vkey(Path(sys.argv[2]).read_text().strip())
    checkpoint = (folder / "checkpoint").read_bytes()
    size, root = head(checkpoint, key)
    say("verify_checkpoint accepts the checkpoint")
    text_end = checkpoint.index(b"\n\n")
    accepted = [
        position for position in range(text_end)
        if not refused(checkpoint[:position] + bytes([checkpoint[position] ^ 1])
                       + checkpoint[position + 1:], key)]
    say("verify_checkpoint refuses it with any byte of its text changed",
        f"accepted at {accepted}" if accepted else None)

    reader = FileSystemTileReader(folder)
    report = audit_tiles(reader, size, root)
    say(f"audit_tiles proves {report.tiles} tiles and {report.bundles} bundles, {size} entries")
    missed = []
    for kind, level, index in resources(size):
        try:
            audit_tiles(Changed(reader, kind, level, index), size, root)
            missed.append((kind, level, index))
        except (TileVerificationError, ValueError):
            pass
    say("audit_tiles finds a changed byte in any tile or bundle",
        f"not in {missed}" if missed else None)

    pairs = []
    if len(sys.argv) > 3:
        lines = Path(sys.argv[3]).read_text().splitlines()
        pairs = [tuple(Path(path) for path in line.split("\t")) for line in lines]
    if not pairs:
        print("skipped proof files: none given")
        return
    heads = set()
    verified = VerifiedTileReader(reader, size, root)
    for number, (entry, proof) in enumerate(pairs):
        index, then, old_root = check_proof(
            entry.read_bytes(), proof, key, also_changed=number < CHANGED_PROOFS_MAX)
        if verified.entry(index) != entry.read_bytes():
            raise ValueError(f"{proof}: another entry in the log at {index}")
        heads.add((then, old_root))
    say(f"{len(pairs)} proof files hold, and "
        f"{min(len(pairs), CHANGED_PROOFS_MAX)} do not with any byte of their entry changed")
    for then, old_root in heads:
        proof = consistency_proof_from_tiles(verified, then, size)
        holds = verify_consistency(then, size, old_root, root, proof)
        other = bytes([old_root[0] ^ 1]) + old_root[1:]
        misled = verify_consistency(then, size, other, root, proof)
        say(f"the log of size {size} continues the sealed size {then}",
            "the proof does not hold" if not holds else "any root would do" if misled else None)


try:
    main()
except Exception as error:  # whatever a verifier objects to is a verdict, not a crash
    say("aics-tlog", f"{type(error).__name__}: {error}")
sys.exit(1 if failed else 0)
