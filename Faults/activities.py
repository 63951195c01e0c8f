# SPDX-License-Identifier: Apache-2.0
"""Made-up activity documents: the same number always gives the same file."""
import json
import random

SOURCES = ["urn:plant7:mes", "urn:plant7:furnace-log", "urn:plant7:inspection", "urn:plant7:store"]
STEPS = ["heat-treat.completed", "machined", "inspected", "moved", "received", "packed"]


def file_of(number, count):
    """A file of activity documents, one a line, and the key of each.

    Ids name the file's number, so no two files share an event. Lengths differ from line to line.
    """
    dice = random.Random(number)
    lines, keys = [], []
    for index in range(count):
        source = SOURCES[number % len(SOURCES)]
        event = f"f{number}-{index}"
        document = {
            "id": event, "source": source, "activity": dice.choice(STEPS),
            "occurred": f"2026-11-{1 + number % 20:02}T{index % 24:02}:{dice.randrange(60):02}:00Z",
            "by": [{"person": f"P-{dice.randrange(40)}"}],
            "equipment": f"M-{dice.randrange(9)}",
            "subjects": [{"serial": f"P7-{dice.randrange(100_000)}"}],
            "results": [{"name": "length", "value": dice.randrange(10_000) / 100, "unit": "mm"}],
            "attributes": {"note": "x" * dice.randrange(200)},
        }
        lines.append(json.dumps(document))
        keys.append((source, event))
    return ("\n".join(lines) + "\n").encode(), keys
