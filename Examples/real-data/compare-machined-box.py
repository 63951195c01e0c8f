#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what the product says of the machined boxes with what machined-box.py worked out.

    compare-machined-box.py PROGRAM FOLDER

PROGRAM is `witnessmark`, FOLDER the corpus `nist-smstestbed`. A plant is made in a temporary
folder, the files are taken in, every entry is read back, and each answer is compared. Ends with 1
when one differs.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MAPPING = "mappings/nist-checkmate-capability.json"


def main():
    program, folder = sys.argv[1:3]
    truth = json.loads(
        subprocess.check_output([sys.executable, os.path.join(HERE, "machined-box.py"), folder]))
    patterns = ["fair/*.qif", "incoming-inspection/*.QIF", "incoming-inspection/*.xlsx",
                "part-data/**/*of20.txt", "mtconnect/**/*of20.xml", "nc-code/**/*.NC"]
    files = [f for p in patterns
             for f in sorted(glob.glob(os.path.join(folder, p), recursive=True))]
    with tempfile.TemporaryDirectory() as work:
        data = ["--data", os.path.join(work, "plant")]

        def run(*arguments):
            done = subprocess.run([program, *arguments], capture_output=True, text=True)
            return done.stdout

        run("init", *data, "--origin", "real-data.example/log-1", "--quiet")
        run("mapping", "approve", *data, os.path.join(HERE, MAPPING), "--by", "A. Tester",
            "--reason", "made for these workbooks")
        run("ingest", *data, "--quiet", *files)
        report = json.loads(run("findings", *data, "--json", "--all"))
        entries = {}
        for position in range(report["entries"]):
            shown = json.loads(run("ledger", "show", *data, str(position), "--json"))
            activity = find(shown, "activity")
            if isinstance(activity, dict):
                entries[position] = activity
    return 1 if compare(truth, entries, report) else 0


def find(value, name):
    """The first member of that name, however deep."""
    if isinstance(value, dict):
        if name in value and isinstance(value[name], dict):
            return value[name]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            found = find(item, name)
            if found is not None:
                return found
    return None


def attribute(activity, name):
    return next((a["value"] for a in activity.get("attributes", []) if a["name"] == name), None)


def compare(truth, entries, report):
    differing = 0

    def check(what, expected, got):
        nonlocal differing
        same = expected == got
        differing += not same
        print(("agrees   " if same else "DIFFERS  ") + what)
        if not same:
            print(f"  by hand: {expected}\n  product: {got}")

    documents = {v["documentId"]: k for k, v in truth["inspections"].items()}
    inspections = collections.defaultdict(list)
    for activity in entries.values():
        if activity["kind"] == "inspection.results":
            inspections[documents[attribute(activity, "QPId")]].append(activity)
    for name, answer in truth["inspections"].items():
        found = inspections[name]
        results = [r for a in found for r in a.get("results", [])]
        check(f"{name}: parts", answer["partsMeasured"], len(found))
        check(f"{name}: results", answer["results"], len(results))
        failing = {}
        for activity in found:
            bad = sorted(r["name"] for r in activity["results"] if r.get("claimed") == "fail")
            if bad:
                failing[attribute(activity, "SerialNumber") or "(none)"] = bad
        by_hand = {s: sorted(r["characteristic"] for r in rows)
                   for s, rows in answer["failing"].items()}
        # Features stand in our names only where one item is measured on several.
        plain = {s: sorted(n.split(" on ")[0] for n in rows) for s, rows in by_hand.items()}
        check(f"{name}: what fails", plain,
              {s: sorted(n.split(" on ")[0] for n in rows) for s, rows in failing.items()})
        contradicted = sum(1 for r in results
                           if r.get("computed") and r.get("claimed") != r["computed"])
        impossible = sum(n for text, n in answer["claimedAgainstComputed"].items()
                         if "limits 0 to -" in text)
        check(f"{name}: claimed against computed",
              sum(answer["claimedAgainstComputed"].values()) - impossible, contradicted)
    runs = collections.defaultdict(list)
    for activity in entries.values():
        if activity["kind"] == "machine.programme-run":
            programme = next((p["name"] for p in activity["participants"]
                              if p["role"] == "programme"), None)
            runs[activity["session"]].append(
                [text(activity.get("occurred")), text(activity.get("ended")), programme])
    for name, log in truth["logs"].items():
        expected = [[r["from"], r["to"], r["programme"]] for r in log["runs"]]
        # Cover 1 is told twice, by its adapter and by the agent.
        check(f"{name}: programmes from when to when", expected, runs[name][:len(expected)])
    missing = {}
    for finding in report["findings"]:
        if finding["check"] == "missing-member" and finding["code"] == "missing":
            name, _, rest = finding["reason"].partition(": ")
            missing[name] = numbers(rest)
    check("missing from the declared runs",
          {k.split(" ")[0]: v for k, v in truth["missingFromDeclaredRuns"].items()}, missing)
    compare_exports(truth["workbooks"], entries, report, check)
    return differing


def compare_exports(truth, entries, report, check):
    """Workbook and QIF document of one measuring: which values differ, and how many agree."""
    found = collections.defaultdict(list)
    for finding in report["findings"]:
        if finding["check"] != "conflicting-originals" or finding["code"] != "values-differ":
            continue
        told = {}
        for value in finding["values"]:
            position = int(value["name"].removeprefix("entry "))
            told[entries[position]["kind"]] = float(value["value"].split(" ")[0])
            if entries[position]["kind"] == "inspection.incoming":
                sample = next(p["name"] for p in entries[position]["participants"]
                              if p["role"] == "subject")
        found[sample.split("_")[0].removesuffix("RESULTS").lower()].append(
            [int(re.search(r"_A(\d+)_", sample)[1]),
             characteristic(finding["reason"].partition(" of session ")[0]),
             told["inspection.incoming"], told["inspection.results"]])
    counts = next(c for c in report["checks"] if c["name"] == "conflicting-originals")
    counts = {r["code"]: r["count"] for r in counts["reasons"]}
    for part, answer in truth.items():
        by_hand = [[v["number"], v["characteristic"].split(" on ")[0], v["workbook"], v["qif"]]
                   for v in answer["valuesThatDiffer"]]
        check(f"workbook against QIF, {part}: {len(by_hand)} values that differ",
              sorted(by_hand), sorted(found[part]))
    compared = sum(a["comparedValues"] for a in truth.values())
    differing = sum(len(a["valuesThatDiffer"]) for a in truth.values())
    check("workbooks against QIF: values that agree", compared - differing, counts.get("agree"))
    check("workbooks against QIF: values without a cell",
          sum(a["qifValuesWithoutCell"] for a in truth.values()), counts.get("only-in-one"))


def characteristic(label):
    """Of `HOLE3 POSITION6 (POSITION6 on HOLE3)` the characteristic without its feature."""
    return re.sub(r".*\((.*)\)$", r"\1", label).split(" on ")[0]


def text(time):
    return time if time is None or isinstance(time, str) else time.get("written")


def numbers(words):
    """`1, 3 to 5 of 20 are missing` as numbers."""
    found = []
    for part in words.partition(" of ")[0].split(", "):
        first, _, last = part.partition(" to ")
        found += range(int(first), int(last or first) + 1)
    return found


sys.exit(main())
