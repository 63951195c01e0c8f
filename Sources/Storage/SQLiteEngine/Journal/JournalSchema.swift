// SPDX-License-Identifier: Apache-2.0
import Relational

/// The tables of a ledger file.
///
/// `entry` is the truth; all others but `checkpoint` can be made again from it. The triggers are a
/// fence against mistakes, not evidence: who can edit the file can drop them, and `fsck` sees what
/// was changed.
enum JournalSchema {
    static let schema = Schema(
        "ledger",
        [
            Migration(
                1, "entries, tiles, head, checkpoints and the index of source events",
                tables + fences)
        ])

    private static let tables: [SQL] = [
        // Names that many entries share: their kinds and the systems they come from.
        """
        CREATE TABLE word (
            id \(.integer) PRIMARY KEY,
            bytes \(.blob) NOT NULL UNIQUE
        ) \(.strict)
        """,
        // The fixed-length columns first: a walk over leaf hashes then never leaves the row's page.
        """
        CREATE TABLE entry (
            position \(.integer) PRIMARY KEY,
            leaf \(.blob) NOT NULL CHECK (length(leaf) = 32),
            fingerprint \(.blob) NOT NULL CHECK (length(fingerprint) = 32),
            kind \(.integer) NOT NULL,
            source \(.integer) NOT NULL,
            event \(.blob) NOT NULL,
            header \(.blob) NOT NULL,
            content_salt \(.blob) CHECK (length(content_salt) = 32),
            content_body \(.blob),
            person_salt \(.blob) CHECK (length(person_salt) = 32),
            person_body \(.blob)
        ) \(.strict)
        """,
        """
        CREATE TABLE tile (
            address \(.integer) PRIMARY KEY,
            hashes \(.blob) NOT NULL
        ) \(.strict)
        """,
        """
        CREATE TABLE head (
            id \(.integer) PRIMARY KEY CHECK (id = 1),
            size \(.integer) NOT NULL,
            root \(.blob) NOT NULL CHECK (length(root) = 32)
        ) \(.strict)
        """,
        """
        CREATE TABLE checkpoint (
            size \(.integer) PRIMARY KEY,
            root \(.blob) NOT NULL CHECK (length(root) = 32),
            note \(.blob) NOT NULL,
            sealed_at \(.integer) NOT NULL
        ) \(.strict)
        """,
        """
        CREATE TABLE event_slot (
            slot \(.integer) PRIMARY KEY,
            position \(.integer) NOT NULL
        ) \(.strict)
        """,
        """
        CREATE TABLE event_tail (
            position \(.integer) PRIMARY KEY,
            slots \(.blob) NOT NULL
        ) \(.strict)
        """,
    ]

    private static let fences: [SQL] = [
        """
        CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END
        """,
        """
        CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END
        """,
        """
        CREATE TRIGGER checkpoint_is_never_changed BEFORE UPDATE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END
        """,
        """
        CREATE TRIGGER checkpoint_is_never_removed BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END
        """,
        """
        CREATE TRIGGER tile_only_grows BEFORE UPDATE ON tile
        WHEN NEW.address <> OLD.address
            OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
        BEGIN SELECT RAISE(ABORT, 'a tile only grows'); END
        """,
        """
        CREATE TRIGGER tile_is_never_removed BEFORE DELETE ON tile
        BEGIN SELECT RAISE(ABORT, 'a tile is never removed'); END
        """,
    ]
}
