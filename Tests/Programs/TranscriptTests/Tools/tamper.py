# SPDX-License-Identifier: Apache-2.0
"""Changes what an entry says, behind the program's back: tamper.py LEDGER POSITION FROM TO"""
import sqlite3
import sys

ledger, position, before, after = sys.argv[1:]
database = sqlite3.connect(ledger)
# The fences are taken off and put back, or fsck would name those first.
triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
for name, _ in triggers:
    database.execute(f"DROP TRIGGER {name}")
body, = database.execute(
    "SELECT content_body FROM entry WHERE position = ?", (position,)).fetchone()
changed = body.replace(before.encode(), after.encode())
if changed == body:
    sys.exit(f"entry {position} does not say {before}")
database.execute("UPDATE entry SET content_body = ? WHERE position = ?", (changed, position))
for _, sql in triggers:
    database.execute(sql)
database.commit()
