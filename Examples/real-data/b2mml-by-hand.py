#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the B2MML files say, read without Witnessmark: one line a fact, as JSON by file.

    python3 Examples/real-data/b2mml-by-hand.py CORPORA/b2mml/examples Examples/batch-record

Written from the files themselves, element by element; a test compares the product with its output,
which is kept beside it as b2mml-by-hand.json.
"""
import json
import os
import sys
import xml.etree.ElementTree as ElementTree


def local(element):
    return element.tag.split("}")[-1]


def kids(element, *names):
    return [child for child in element if local(child) in names]


def text(element, *path):
    for name in path:
        found = kids(element, name)
        if not found:
            return ""
        element = found[0]
    return (element.text or "").strip()


def amount(element):
    value = text(element, "Quantity", "QuantityString")
    return f"{value} {text(element, 'Quantity', 'UnitOfMeasure')}".strip()


def facts(root):
    lines = []
    parents = {child: parent for parent in root.iter() for child in parent}

    def up(element, *names):
        while element in parents:
            element = parents[element]
            if local(element) in names:
                return element
        return None

    for element in root.iter():
        name = local(element)
        if name in ("MaterialLot", "MaterialSubLot"):
            lines.append(f"lot {text(element, 'ID')} {text(element, 'Status') or '-'} {amount(element) or '-'}")
            for prop in kids(element, "MaterialLotProperty"):
                lines.append(f"lot {text(element, 'ID')} {text(prop, 'ID')}={text(prop, 'Value', 'ValueString')}")
        if name == "MaterialDefinition":
            for prop in kids(element, "MaterialDefinitionProperty"):
                for value in kids(prop, "Value"):
                    lines.append(f"material {text(element, 'ID')} {text(prop, 'ID')}={text(value, 'ValueString')}")
        if name in ("MaterialActual", "MaterialRequirement"):
            segment = up(element, "SegmentResponse", "JobResponse", "SegmentRequirement")
            step = text(segment, "ProcessSegmentID") or text(segment, "ID")
            thing = text(element, "MaterialSubLotID") or text(element, "MaterialLotID") or text(element, "MaterialDefinitionID")
            use = text(element, "MaterialUse") or "-"
            lines.append(f"{'planned' if name == 'MaterialRequirement' else 'done'} {step} {use} {thing} {amount(element)}")
        if name == "JobResponse":
            for data in kids(element, "JobResponseData"):
                value = kids(data, "Value")[0]
                lines.append(f"result {text(data, 'ID')} {text(value, 'ValueString')} {text(value, 'UnitOfMeasure')} - -")
            lines.append(f"job {text(element, 'ID')} {text(element, 'StartTime')} {text(element, 'EndTime')} "
                         f"{text(element, 'WorkMasterID')} v{text(element, 'WorkMasterVersion')} "
                         f"{text(kids(element, 'PersonnelActual')[0], 'PersonID')} "
                         f"{text(kids(element, 'EquipmentActual')[0], 'EquipmentID')}")
        if name == "IndividualApproval" and text(element, "ApprovedBy") not in ("", "not approved"):
            owner = up(element, "RecipeElement", "MasterRecipe", "ControlRecipe")
            lines.append(f"approved {text(owner, 'ID')} {text(element, 'ApprovedBy')} {text(element, 'ApprovalDate') or '-'}")
        if name == "ModificationLog" and text(element, "Author"):
            owner = up(element, "RecipeElement", "MasterRecipe", "ControlRecipe")
            lines.append(f"written {text(owner, 'ID')} {text(element, 'Author')} {text(element, 'ModifiedDate') or '-'}")
        if name == "Event":
            attributes = {text(a, "AttributeID"): text(a, "Value", "ValueString") for a in kids(element, "UserAttribute")}
            key = text(element, "EntryID")
            lines.append(f"event {key} {text(element, 'EventType')} {text(element, 'EventSubType')} "
                         f"{text(element, 'TimeStamp')} {text(element, 'PersonID') or '-'} {text(element, 'ProceduralElementReference')}")
            if text(element, "EventSubType") in ("Consume", "Produce"):
                lines.append(f"moved {key} {text(element, 'EventSubType')} {attributes['MaterialLotID']} "
                             f"{text(element, 'Value', 'ValueString')} {text(element, 'Value', 'UnitOfMeasure')}")
            if "ParameterID" in attributes:
                lines.append(f"result {attributes['ParameterID']} {text(element, 'Value', 'ValueString')} "
                             f"{text(element, 'Value', 'UnitOfMeasure')} {attributes['LowerLimit']} {attributes['UpperLimit']}")
            if text(element, "Category") == "Deviation":
                status = attributes.get("Status") or text(element, "Value", "ValueString") or "Open"
                about = text(element, "AssociatedEventID") or "-"
                lines.append(f"exception {key} {status.lower()} {about}")
        if name == "Change" and text(element, "EntryID"):
            lines.append(f"change {text(element, 'EntryID')} {text(element, 'RecordReference')} "
                         f"{text(element, 'PrechangeData', 'ValueString')} {text(element, 'PrechangeData', 'UnitOfMeasure')} "
                         f"because {text(element, 'Reason') or 'nothing'}")
        if name == "Comment" and text(element, "EntryID"):
            lines.append(f"comment {text(element, 'RecordReference')} {text(element, 'PersonID')}: {text(element, 'CommentText')}")
        if name == "PersonnelIdentificationManifest":
            who = text(element, "Name")
            about = f"{text(element, 'RecordReference')} {text(element, 'Reason')}"
            lines.append(f"signed {about} {who} {text(element, 'TimeStamp')}" if who else f"unsigned {about}")
        if name == "SampleTestResult":
            test = parents[element]
            limits = {text(e, "Key"): text(e, "ValueString") for e in kids(element, "ExpectedResults")}
            value, low, high = text(element, "Results", "ValueString"), limits["LowerLimit"], limits["UpperLimit"]
            lines.append(f"tested {text(test, 'TestName')} {value} {text(element, 'Results', 'UnitOfMeasure')} {low} {high} "
                         f"claimed {text(element, 'TestDisposition').lower()} is "
                         f"{'pass' if float(low) <= float(value) <= float(high) else 'fail'} with {text(element, 'EquipmentID')}")
        if name == "ResourceQualificationsManifest":
            lines.append(f"qualified {text(element, 'ResourceID')} {text(element, 'QualificationStatus')} "
                         f"until {text(element, 'ExpirationTimeStamp')}")
    return sorted(lines)


def main(folders):
    answer = {}
    for folder in folders:
        for base, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if name.endswith(".xml") and "property" not in name:
                    answer[name] = facts(ElementTree.parse(os.path.join(base, name)).getroot())
    json.dump(answer, sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
    print()


main(sys.argv[1:])
