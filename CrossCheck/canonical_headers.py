# SPDX-License-Identifier: Apache-2.0
"""Checks with rfc8785 (PyPI) that entry headers are canonical JSON, the same when written again.

    python canonical_headers.py LOG [ENTRY…]

LOG is an exported log, every entry of which is read; more entry files may follow.
"""
import json
import sys
from pathlib import Path

import rfc8785


def entries(log):
    bundles = sorted(path for path in Path(log, "tile", "entries").rglob("*") if path.is_file())
    for bundle in bundles:
        data, number = bundle.read_bytes(), 0
        while data:
            length = int.from_bytes(data[:2], "big")
            yield f"{bundle.relative_to(log)}[{number}]", data[2:2 + length]
            data, number = data[2 + length:], number + 1


def problem(entry):
    try:
        value = json.loads(entry)
        if not isinstance(value, dict):
            return "not an object"
        return None if rfc8785.dumps(value) == entry else "other bytes when written again"
    except (ValueError, rfc8785.CanonicalizationError) as error:
        return str(error)


count, wrong = 0, []
for name, entry in [*entries(sys.argv[1]), *((p, Path(p).read_bytes()) for p in sys.argv[2:])]:
    count += 1
    found = problem(entry)
    if found:
        wrong.append(f"{name}: {found}")
if wrong:
    print(f"FAILED {len(wrong)} of {count} entry headers are not canonical, the first {wrong[0]}")
elif count:
    print(f"ok rfc8785 writes {count} entry headers byte for byte as they are")
else:
    print("FAILED no entry headers found")
if problem(b'{"b":1,"a":2}') is None or problem(b'{"a":1.0}') is None:
    print("FAILED rfc8785 lets headers pass that are not canonical")
sys.exit(1 if wrong or not count else 0)
