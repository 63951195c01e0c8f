# SPDX-License-Identifier: Apache-2.0
"""Reads a ledger's file without Witnessmark: Python's own sqlite3 and hashlib judge what is in it.

What it knows of the tables is in Sources/Storage/SQLiteEngine/Journal/JournalSchema.swift.
"""
import hashlib
import shutil
import sqlite3
import struct
import tempfile
from pathlib import Path

from results import must


def leaf_hash(header):
    return hashlib.sha256(b"\0" + header).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class TreeEdge:
    """The hashes of the whole subtrees on the right edge of an RFC 6962 tree that grows."""

    def __init__(self):
        self.size = 0
        self.hashes = []

    def add(self, leaf):
        size, node = self.size, leaf
        while size & 1:
            node = node_hash(self.hashes.pop(), node)
            size >>= 1
        self.hashes.append(node)
        self.size += 1

    @property
    def root(self):
        if not self.hashes:
            return hashlib.sha256(b"").digest()
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root


class LedgerFile:
    """What stands in a ledger: read once, judged by what every sound ledger must hold.

    Given what was read and judged before, only what came after it is read; it must still be there.
    """

    def __init__(self, path, before=None):
        # A copy elsewhere: whoever works on the plant next does the recovery by itself, and on a full
        # disk there is no room for the index that SQLite makes to read a write-ahead log.
        folder = tempfile.TemporaryDirectory(prefix="witnessmark-read-")
        copy = Path(folder.name) / "ledger.db"
        for end in ("", "-wal"):
            if Path(f"{path}{end}").exists():
                shutil.copyfile(f"{path}{end}", f"{copy}{end}")
        connection = sqlite3.connect(f"file:{copy}?mode=ro", uri=True)
        self.rows = before.rows if before else []
        self.positions = before.positions if before else {}
        self.edge = before.edge if before else TreeEdge()
        self.sealed = before.sealed if before else 0
        try:
            connection.execute("BEGIN")
            words = dict(connection.execute("SELECT id, bytes FROM word"))
            self.size, self.root = connection.execute("SELECT size, root FROM head").fetchone()
            count, = connection.execute("SELECT count(*) FROM entry").fetchone()
            must(count == self.size, f"{count} entries under a head of {self.size}")
            must(count >= len(self.rows), f"{len(self.rows)} entries stood here, now {count}")
            rows = connection.execute(
                "SELECT position, leaf, kind, source, event, header FROM entry "
                "WHERE position >= ? ORDER BY position", (len(self.rows),))
            self.new = [
                (position, leaf, words[kind].decode(), (words[source].decode(), event.decode()),
                 header)
                for position, leaf, kind, source, event, header in rows]
            self.checkpoints = list(connection.execute(
                "SELECT size, root FROM checkpoint WHERE size >= ? ORDER BY size", (self.sealed,)))
        finally:
            connection.close()
            folder.cleanup()

    def judge(self):
        """Positions without a gap, each event once, the hashes and all roots as computed here."""
        wanted = {size: root for size, root in self.checkpoints if size > self.edge.size}
        for position, leaf, kind, key, header in self.new:
            expected = self.edge.size
            must(position == expected, f"entry {expected} is missing, {position} comes instead")
            must(leaf == leaf_hash(header), f"the leaf hash of entry {position} is not its own")
            must(key not in self.positions,
                 f"{key} stands twice, at {self.positions.get(key)} and {position}")
            self.positions[key] = position
            self.rows.append((leaf, kind, key))
            self.edge.add(leaf)
            sealed = wanted.pop(self.edge.size, None)
            must(sealed in (None, self.edge.root),
                 f"the checkpoint over {self.edge.size} has another root")
        must(self.edge.root == self.root, f"the root of {self.size} entries is not the one kept")
        must(not wanted, f"checkpoints over more than there is: {sorted(wanted)}")
        self.new = []
        self.sealed = self.checkpoints[-1][0]

    def count(self, kind):
        """How many entries are of a kind."""
        return sum(found == kind for _, found, _ in self.rows)

    def must_hold(self, receipts):
        """Each receipt's entry stands where it says, with the leaf hash it says."""
        for key, (position, leaf) in receipts.items():
            must(position < self.size, f"the acknowledged {key} at {position} is gone")
            found, _, stored = self.rows[position]
            must(stored == key, f"position {position} was acknowledged for {key}, holds {stored}")
            must(found.hex() == leaf, f"the entry at {position} is not the acknowledged one")


class WriteAheadLog:
    """How far SQLite has copied its log into the file, from the index beside it (walformat.html)."""

    def __init__(self, path):
        index = Path(f"{path}-shm")
        data = index.read_bytes()[:136] if index.exists() else b""
        self.frames = self.copied = self.wanted = 0
        if len(data) == 136:
            self.frames, = struct.unpack_from("=I", data, 16)
            self.copied, = struct.unpack_from("=I", data, 96)
            self.wanted, = struct.unpack_from("=I", data, 128)
        self.written_at = Path(path).stat().st_mtime

    def was_being_copied(self, since):
        """Whether somebody who started at that time was stopped while copying.

        The file itself is only ever written to by copying the log into it. That more was wanted than
        copied is so after each recovery too, and tells nothing alone.
        """
        return self.copied < self.wanted and self.written_at > since
