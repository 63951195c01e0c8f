#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the files of the NIST/MTC box assembly say, worked out without the product.

    machined-box.py FOLDER

FOLDER is the corpus `nist-smstestbed`. Only Python's own library is used, and nothing of
Witnessmark, so that a mistake in the product's readers is not repeated here. The answers are
printed as JSON; NOTES.md says in words what is odd about them.

Nothing is corrected: limits are taken as written, a serial is what the field says, and where two
files use different names for the same thing that is an answer of its own.
"""
import argparse
import collections
import datetime
import glob
import json
import os
import re
import statistics
import xml.etree.ElementTree as ElementTree
import zipfile

PART_TYPES = ["box", "cover", "plate"]


def tree(path):
    """The root of an XML file, all names without their namespaces."""
    root = ElementTree.parse(path).getroot()
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def number(text):
    return None if text is None else float(text)


# ---------------------------------------------------------------------------------- QIF results


def limits(definition, target):
    """Lower and upper limit as the file has them; a deviation is added to the target."""
    tolerance = definition.find("Tolerance")
    if tolerance is not None:
        low, high = number(tolerance.findtext("MinValue")), number(tolerance.findtext("MaxValue"))
        if tolerance.findtext("DefinedAsLimit") == "false":
            low = None if low is None else round(low + float(target), 9)
            high = None if high is None else round(high + float(target), 9)
        return low, high
    value = definition.findtext("ToleranceValue")
    return (None, None) if value is None else (0.0, float(value))


def verdict(value, low, high):
    if value is None or (low is None and high is None):
        return None
    inside = (low is None or value >= low) and (high is None or value <= high)
    return "PASS" if inside else "FAIL"


def qif(path):
    """The inspections of a QIF 2.1 results file."""
    root = tree(path)
    by_id = {e.get("id"): e for e in root.iter() if e.get("id") is not None}
    features = {}
    for element in root.iter():
        if element.tag.endswith("FeatureActual"):
            item = by_id.get(element.findtext("FeatureItemId"))
            features[element.get("id")] = "" if item is None else item.findtext("FeatureName") or ""
    inspections = []
    for results in root.iter("MeasurementResults"):
        components = [by_id[i.text] for i in results.findall("ActualComponentIds/Id")]
        rows = []
        for actual in results.findall("MeasuredCharacteristics/CharacteristicActuals/*"):
            item = by_id[actual.findtext("CharacteristicItemId")]
            nominal = by_id[item.findtext("CharacteristicNominalId")]
            definition = by_id[nominal.findtext("CharacteristicDefinitionId")]
            target = nominal.findtext("TargetValue")
            low, high = limits(definition, target)
            value = number(actual.findtext("Value"))
            feature = "+".join(features[i.text] for i in actual.findall("FeatureActualIds/Id"))
            rows.append(
                {
                    "characteristic": item.findtext("Name"),
                    "feature": feature,
                    "kind": actual.tag.removesuffix("CharacteristicActual"),
                    "value": value,
                    "nominal": number(target),
                    "low": low,
                    "high": high,
                    "claimed": actual.findtext("Status/CharacteristicStatusEnum"),
                    "computed": verdict(value, low, high),
                }
            )
        references = [
            r.findtext("URI")
            for r in results.findall("ExternalFileReferences/ExternalFileReference")
        ]
        inspections.append(
            {
                "serials": [c.findtext("SerialNumber") for c in components],
                "components": [c.findtext("Status/InspectionStatusEnum") for c in components],
                "claimed": results.findtext("InspectionStatus/InspectionStatusEnum"),
                "rows": rows,
                "references": references,
            }
        )
    return root, inspections


def shown(inspection):
    """The serial, or where the file says the measurement came from when it gives none."""
    serial = inspection["serials"][0]
    return serial if serial is not None else "(none)"


def short(row):
    name = row["characteristic"] + (f" on {row['feature']}" if row["feature"] else "")
    return {"characteristic": name, **{k: row[k] for k in ("value", "low", "high")}}


def inspection_answers(path):
    root, inspections = qif(path)
    rows = [row for inspection in inspections for row in inspection["rows"]]
    counts = collections.Counter(len(inspection["rows"]) for inspection in inspections)
    usual = counts.most_common(1)[0][0]
    serials = [shown(i) for i in inspections]
    contradictions = collections.Counter()
    for inspection in inspections:
        for row in inspection["rows"]:
            if row["computed"] is not None and row["computed"] != row["claimed"]:
                text = f"{row['characteristic']} on {row['feature']}"
                text += f" limits {row['low']:g} to {row['high']:g}"
                contradictions[f"{text}: claimed {row['claimed']}, computed {row['computed']}"] += 1
    impossible = {
        f"{r['characteristic']} low {r['low']:g} high {r['high']:g}"
        for r in rows
        if r["low"] is not None and r["high"] is not None and r["low"] > r["high"]
    }
    nominal_only = [
        shown(i)
        for i in inspections
        if sum(1 for r in i["rows"] if r["nominal"] and r["value"] == r["nominal"]) >= 10
    ]
    return {
        "documentId": root.findtext("QPId"),
        "version": root.get("versionQIF"),
        "partsMeasured": len(inspections),
        "results": len(rows),
        "serials": serials,
        "duplicateSerials": sorted(s for s, n in collections.Counter(serials).items() if n > 1),
        "unitOfLength": root.findtext("FileUnits/PrimaryUnits/LinearUnit/UnitName"),
        "timesGiven": [e.text for e in root.iter("TimeCreated")],
        "resultsPerPart": {str(k): v for k, v in sorted(counts.items())},
        "partsWithOtherCount": {
            shown(i): len(i["rows"]) for i in inspections if len(i["rows"]) != usual
        },
        "failing": {
            shown(i): [short(r) for r in i["rows"] if r["claimed"] == "FAIL"]
            for i in inspections
            if any(r["claimed"] == "FAIL" for r in i["rows"])
        },
        "partsClaimedFail": [shown(i) for i in inspections if i["claimed"] == "FAIL"],
        "partVerdictContradictsResults": [
            shown(i)
            for i in inspections
            if (i["claimed"] == "FAIL") != any(r["claimed"] == "FAIL" for r in i["rows"])
        ],
        "claimedAgainstComputed": dict(sorted(contradictions.items())),
        "impossibleLimits": sorted(impossible),
        "valuesExactlyNominal": nominal_only,
        "withoutSerial": {
            "(none)": i["references"] for i in inspections if i["serials"][0] is None
        },
        "twoComponentsInOneInspection": {
            shown(i): list(zip(i["serials"], i["components"]))
            for i in inspections
            if len(i["serials"]) > 1
        },
    }


# ------------------------------------------------------------------------- first against incoming


def ordinal(inspection):
    """The number in `…_A07_…`, in a reference to a file in a folder `A20`, or the bare number."""
    serial = inspection["serials"][0]
    if serial is None:
        found = [re.search(r"\\A(\d+)\\", uri or "") for uri in inspection["references"]]
        return next((int(m.group(1)) for m in found if m), None)
    match = re.fullmatch(r"(\d+)", serial) or re.search(r"_A(\d+)_", serial)
    return int(match.group(1)) if match else None


def mean_diameter(inspection, nominal):
    """Whether number 5 here is number 5 there shows in what sets it apart from the others."""
    values = [r["value"] for r in inspection["rows"]
              if r["kind"] == "Diameter" and r["nominal"] == nominal]
    return statistics.mean(values) if values else None


def comparison(first, incoming):
    """Where the two inspections of one part type disagree, and what can be compared at all."""
    by_number = {
        side: {ordinal(i): i for i in inspections}
        for side, inspections in (("first", first), ("incoming", incoming))
    }
    both = sorted(set(by_number["first"]) & set(by_number["incoming"]))
    parts = {}
    for n in both:
        a, b = by_number["first"][n]["claimed"], by_number["incoming"][n]["claimed"]
        if a != b:
            parts[n] = {"firstArticle": a, "incoming": b}
    # One of a kind on both sides: the only characteristics that are the same beyond doubt.
    kinds = {}
    for side, inspections in (("first", first), ("incoming", incoming)):
        count = collections.Counter(r["kind"] for r in inspections[0]["rows"])
        kinds[side] = {k for k, n in count.items() if n == 1 and k != "UserDefinedLinear"}
    alone = sorted(kinds["first"] & kinds["incoming"])
    differing = []
    for n in both:
        for kind in alone:
            a = next(r for r in by_number["first"][n]["rows"] if r["kind"] == kind)
            b = next((r for r in by_number["incoming"][n]["rows"] if r["kind"] == kind), None)
            if b is not None and a["claimed"] != b["claimed"]:
                differing.append(
                    {
                        "number": n,
                        "kind": kind,
                        "firstArticle": [a["value"], a["claimed"]],
                        "incoming": [b["value"], b["claimed"]],
                    }
                )
    tolerances = {}
    for side, inspections in (("first", first), ("incoming", incoming)):
        tolerances[side] = collections.defaultdict(set)
        for inspection in inspections:
            for r in inspection["rows"]:
                if r["nominal"] and r["kind"] != "UserDefinedLinear":
                    key = f"{r['kind']} {round(r['nominal'], 3):g}"
                    tolerances[side][key].add((r["low"], r["high"]))
    unlike = {
        key: {
            "firstArticle": sorted(tolerances["first"][key]),
            "incoming": sorted(tolerances["incoming"][key]),
        }
        for key in sorted(set(tolerances["first"]) & set(tolerances["incoming"]))
        if tolerances["first"][key] != tolerances["incoming"][key]
    }
    numbering = {}
    for nominal in sorted({r["nominal"] for r in first[0]["rows"]
                           if r["kind"] == "Diameter" and r["nominal"]}):
        means = [[mean_diameter(by_number[side][n], nominal) for n in both]
                 for side in ("first", "incoming")]
        if None not in means[0] + means[1]:
            numbering[f"{nominal:g}"] = round(statistics.correlation(*means), 3)
    names = [
        {re.sub(r"[^a-z0-9]", "", r["characteristic"].lower()) for r in side[0]["rows"]}
        for side in (first, incoming)
    ]
    return {
        "correlationOfMeanDiametersByNumber": numbering,
        "partNumbersInBoth": both,
        "onlyInFirstArticle": sorted(set(by_number["first"]) - set(by_number["incoming"])),
        "onlyInIncoming": sorted(set(by_number["incoming"]) - set(by_number["first"])),
        "sameSerialText": sorted(
            {shown(i) for i in first} & {shown(i) for i in incoming} - {"(none)"}
        ),
        "partVerdictsThatDisagree": parts,
        "characteristicKindsThereIsOneOf": alone,
        "characteristicVerdictsThatDisagree": differing,
        "sameNominalOtherLimits": unlike,
        "sameNameInBoth": sorted(names[0] & names[1]),
    }


# --------------------------------------------------------------------------------------- XLSX

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(path):
    """Sheet by sheet the cells of a workbook as {(row, column letters): text}."""
    with zipfile.ZipFile(path) as archive:
        strings = [
            "".join(t.text or "" for t in si.iter(SHEET + "t"))
            for si in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        for name in sorted(n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")):
            cells = {}
            for cell in ElementTree.fromstring(archive.read(name)).iter(SHEET + "c"):
                value = cell.find(SHEET + "v")
                if value is None or value.text is None:
                    continue
                text = strings[int(value.text)] if cell.get("t") == "s" else value.text
                column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
                if text.strip():
                    cells[int(row), column] = text
            yield cells


def workbook(path):
    """(sample, feature, characteristic) → value, and the samples in the order of the columns."""
    cells = list(sheets(path))[-1]
    header = {c: t for (r, c), t in cells.items() if r == 8}
    samples = [c for c, t in header.items() if "NIST_MTC" in t.upper()]
    values, feature = {}, ""
    for row in range(9, max(r for r, _ in cells) + 1):
        name = cells.get((row, "A"))
        if name is None:
            continue
        numbers = {c: cells[row, c] for c in samples if (row, c) in cells}
        if not numbers:
            feature = name
            continue
        for column, text in numbers.items():
            values[header[column], feature, name] = float(text)
    return header, [header[c] for c in samples], values


def workbook_against_qif(path, inspections):
    header, samples, values = workbook(path)
    # What is between two features is no feature's own: its heading is its name.
    headed = collections.defaultdict(list)
    for key in values:
        headed[key[:2]].append(key)
    seen, differing, missing = 0, [], 0
    for inspection in inspections:
        number = ordinal(inspection)
        column = next((s for s in samples if f"A{number:02}" in s.upper().split("_")), None)
        if column is None:
            continue
        for row in inspection["rows"]:
            key = (column, row["feature"], row["characteristic"])
            own = headed[column, row["characteristic"]]
            if not row["feature"] and len(own) == 1:
                key = own[0]
            if key not in values:
                missing += 1
                continue
            seen += 1
            if abs(values[key] - row["value"]) > 0.0006:
                differing.append(
                    {
                        "number": number,
                        "characteristic": f"{row['characteristic']} on {row['feature']}",
                        "workbook": values[key],
                        "qif": row["value"],
                        "limits": [row["low"], row["high"]],
                    }
                )
    return {
        "samples": len(samples),
        "lastSample": samples[-1] if samples else None,
        "headers": [header[c] for c in header if c not in samples][:2],
        "comparedValues": seen,
        "qifValuesWithoutCell": missing,
        "valuesThatDiffer": differing,
    }


# ------------------------------------------------------------------------------------ machines


def moment(text):
    return datetime.datetime.strptime(text.rstrip("Z")[:26], "%Y-%m-%dT%H:%M:%S.%f")


def runs(events):
    """From `ACTIVE` to the end of the programme, with the programme as far as it is reported.

    `Program_Name_Running` is sent only when it changes, and up to a second after `ACTIVE`. Before
    its first report in a file the programme is not known; after a run that another part's count
    came between, the report may be stale.
    """
    found, open_run, programme, editing, count = [], None, None, None, None
    for time, name, value in events:
        if name in ("Program_Name_Running", "Program"):
            programme = (value, time)
            if open_run is not None:
                open_run["programme"], open_run["programmeReported"] = value, "in the run"
        elif name == "Program_Name_Editing":
            editing = value
        elif name == "Part_Count":
            count = int(float(value))
            if found:
                found[-1]["partCount"] = count
        elif name in ("Program_Status", "Execution"):
            if value == "ACTIVE" and open_run is None:
                open_run = {"from": time, "programme": None, "programmeReported": "not at all",
                            "editing": editing, "states": [], "partCount": None}
                if programme is not None:
                    open_run["programme"] = programme[0]
                    open_run["programmeReported"] = f"before, at {programme[1]}"
            elif open_run is not None:
                if value in ("PROGRAM_COMPLETED", "PROGRAM_STOPPED"):
                    open_run["to"], open_run["end"] = time, value
                    found.append(open_run)
                    open_run = None
                else:
                    open_run["states"].append(value)
    if open_run is not None:
        open_run["to"], open_run["end"] = None, "still open"
        found.append(open_run)
    return found


def log(path):
    lines = [l.rstrip("\r\n") for l in open(path, encoding="utf-8")]
    events, blank, backwards, gaps, items = [], 0, 0, [], collections.Counter()
    last = None
    for line in lines:
        if not line.strip():
            blank += 1
            continue
        fields = line.split("|")
        if len(fields) < 3:
            events.append(("", "", line))
            continue
        for i in range(1, len(fields) - 1, 2):
            events.append((fields[0], fields[i], fields[i + 1]))
            items[fields[i]] += 1
        at = moment(fields[0])
        if last is not None:
            backwards += at < last[0]
            if (at - last[0]).total_seconds() >= 3600:
                gaps.append([last[1], fields[0]])
        last = (at, fields[0])
    torn = [e[2] for e in events if not e[0]]
    events = [e for e in events if e[0]]
    name = os.path.basename(path)
    match = re.fullmatch(r"(\w+)-(\w+)-(\d+)of(\d+)\.txt", name)
    part, machine, index, of = match.groups()
    return {
        "part": part, "machine": machine, "ordinal": int(index), "of": int(of),
        "lines": len(lines), "blankLines": blank, "linesThatAreNotEvents": torn,
        "from": events[0][0], "to": events[-1][0], "timesGoingBack": backwards,
        "silenceOfAnHourOrMore": gaps, "items": dict(sorted(items.items())),
        "edited": sorted({v for _, n, v in events if n == "Program_Name_Editing"}),
        "runs": runs(events),
    }


def streams(path):
    root = tree(path)
    header = root.find("Header")
    events = []
    for component in root.iter("ComponentStream"):
        for element in component.iter():
            if element.get("sequence"):
                events.append((int(element.get("sequence")), element.get("timestamp"),
                               element.get("name") or element.tag, element.text))
    events.sort()
    numbers = [e[0] for e in events]
    named = {"ProgramEditName": "Program_Name_Editing", "Execution": "Program_Status"}
    ordered = [(t, named.get(n, n), v) for _, t, n, v in events]
    missing = sum(b - a - 1 for a, b in zip(numbers, numbers[1:]))
    return {
        "instanceId": header.get("instanceId"),
        "firstSequence": int(header.get("firstSequence")),
        "lastSequence": int(header.get("lastSequence")),
        "observations": len(numbers), "lowest": numbers[0], "highest": numbers[-1],
        "missingNumbers": missing,
        "gaps": sum(1 for a, b in zip(numbers, numbers[1:]) if b != a + 1),
        "outsideHeader": [n for n in (numbers[0], numbers[-1])
                          if not int(header.get("firstSequence")) <= n
                          <= int(header.get("lastSequence"))],
        "runs": runs(ordered),
    }


def programmes(folder):
    """Every NC file's name, its programme line and the revision that its name holds."""
    answer = {}
    for path in sorted(glob.glob(os.path.join(folder, "nc-code/NC-Code/*.NC"))):
        text = open(path, encoding="utf-8").read().splitlines()
        line = next(l for l in text if l.startswith("O"))
        name = os.path.basename(path)
        revision = re.search(r"REV-([A-Z0-9]+)", name)
        answer[name] = {
            "programmeLine": line, "revision": revision.group(1) if revision else None,
            "unit": "inch" if any("G20" in l for l in text) else "mm",
        }
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    folder = parser.parse_args().folder
    first, incoming, answer = {}, {}, {"inspections": {}, "comparisons": {}, "workbooks": {}}
    for path in sorted(glob.glob(os.path.join(folder, "fair/*.qif"))):
        part = next(p for p in PART_TYPES if p in path.lower().split()[-1])
        first[part] = qif(path)[1]
        answer["inspections"][f"first article, {part}"] = inspection_answers(path)
    for path in sorted(glob.glob(os.path.join(folder, "incoming-inspection/*.QIF"))):
        part = next(p for p in PART_TYPES if os.path.basename(path).lower().startswith(p))
        incoming[part] = qif(path)[1]
        answer["inspections"][f"incoming, {part}"] = inspection_answers(path)
    for part in PART_TYPES:
        answer["comparisons"][part] = comparison(first[part], incoming[part])
        path = glob.glob(os.path.join(folder, f"incoming-inspection/*_{part}_*.xlsx"))[0]
        answer["workbooks"][part] = workbook_against_qif(path, incoming[part])
    logs = [log(p) for p in sorted(glob.glob(os.path.join(folder, "part-data/**/*of*.txt"),
                                             recursive=True))]
    answer["logs"] = {f"{l['part']}-{l['machine']}-{l['ordinal']:02}of{l['of']}": l for l in logs}
    runs_declared = collections.defaultdict(set)
    for entry in logs:
        runs_declared[entry["part"], entry["machine"], entry["of"]].add(entry["ordinal"])
    answer["missingFromDeclaredRuns"] = {
        f"{part}-{machine} of {of}": sorted(set(range(1, of + 1)) - present)
        for (part, machine, of), present in sorted(runs_declared.items())
    }
    path = os.path.join(folder, "mtconnect/tdp/mtc/MTConnect/Cover-Hurco04-01of20.xml")
    answer["streams"] = streams(path)
    answer["programmeFiles"] = programmes(folder)
    kept = {n.removesuffix(".NC") for n in answer["programmeFiles"]}
    used = {r["programme"] for l in logs for r in l["runs"] if r["programme"]}
    used |= {e for l in logs for e in l["edited"]}
    answer["programmesNamedInLogsWithoutFile"] = sorted(
        u for u in used if u.removesuffix(".NC") not in kept)
    print(json.dumps(answer, indent=1, ensure_ascii=False))


main()
