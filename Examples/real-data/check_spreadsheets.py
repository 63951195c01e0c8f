#!/usr/bin/env python3
"""What NIST's three CheckMate workbooks say, read without the product.

Prints one line a part: its serial, how many results, and which of them fail: they lie outside
their limits, and their zone does not grow with the feature's size (é stands for that in the font
of the specifications).
Usage: check_spreadsheets.py FOLDER   (needs nothing but Python's standard library)
"""

import glob
import os
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def column(name):
    number = 0
    for letter in name:
        if letter.isalpha():
            number = number * 26 + ord(letter) - 64
    return number


def sheet(path, part):
    """The cells of a sheet as {(row, column): text}, with numbers as Excel shows them."""
    with zipfile.ZipFile(path) as archive:
        shared = [
            "".join(t.text or "" for t in item.iter("{%s}t" % NS["m"]))
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        root = ElementTree.fromstring(archive.read(part))
    cells = {}
    for row in root.find("m:sheetData", NS):
        for cell in row:
            value = cell.find("m:v", NS)
            if value is None or value.text is None:
                continue
            text = value.text
            kind = cell.get("t", "n")
            if kind == "s":
                text = shared[int(text)]
            elif kind == "n":
                text = repr(float(text))
                text = text[:-2] if text.endswith(".0") else text
            cells[int(row.get("r")), column(cell.get("r"))] = text
    return cells


def parts(path):
    """(serial, [(name, grows, value, lower, upper)]) for each measured part."""
    cells = sheet(path, "xl/worksheets/sheet2.xml")
    last = max(row for row, _ in cells)
    width = max(column for _, column in cells)
    titles = {c: cells.get((8, c), "") for c in range(1, width + 1)}
    where = {title: c for c, title in titles.items()}
    heading = None
    rows = []
    for row in range(9, last + 1):
        name = cells.get((row, 1), "").strip()
        if not name:
            continue
        others = [cells.get((row, c), "").strip() for c in range(2, width + 1)]
        if not any(others):
            heading = name
            continue
        nominal = cells.get((row, where["Nominal"]))
        lower = cells.get((row, where["Lower Tolerance"]))
        upper = cells.get((row, where["Upper Tolerance"]))
        rows.append(
            (
                row,
                f"{heading} {name}",
                "é" in cells.get((row, 2), ""),
                None if lower is None else Decimal(nominal) + Decimal(lower),
                None if upper is None else Decimal(nominal) + Decimal(upper),
            )
        )
    for c, title in titles.items():
        if "RESULTS_" not in title:
            continue
        results = [
            (name, grows, Decimal(cells[row, c]), lower, upper)
            for row, name, grows, lower, upper in rows
            if (row, c) in cells
        ]
        yield title, results


def main():
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.xlsx"))):
        for serial, results in parts(path):
            bad = [
                name
                for name, grows, value, lower, upper in results
                if not grows
                and ((lower is not None and value < lower) or (upper is not None and value > upper))
            ]
            print("\t".join([serial, str(len(results)), *bad]))


if __name__ == "__main__":
    main()
