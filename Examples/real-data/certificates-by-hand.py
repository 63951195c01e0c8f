#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the material certificates say, read without Witnessmark: one line a fact, as JSON by file.

    python3 Examples/real-data/certificates-by-hand.py CORPORA/material-certificates/fixtures

Each kind is read by the way its own schema names things. A test compares the product with the
output, which is kept beside this file as certificates-by-hand.json.
"""
import json
import os
import sys
from decimal import Decimal, InvalidOperation

GOOD = {"positive", "in specification", "satisfactory", "true"}


def number(text):
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None


def verdict(value, low, high, operator="=", strict_low=False, strict_high=False):
    value, low, high = number(value), number(low), number(high)
    if value is None or (low is None and high is None):
        return "-"
    if operator in ("<", "<=", ">", ">="):
        upper = operator[0] == "<"
        limit, other = (high, low) if upper else (low, high)
        if limit is None or other is not None:
            return "-"
        return "pass" if (value <= limit if upper else value >= limit) else "-"
    bad = low is not None and (value < low or (strict_low and value == low))
    bad = bad or high is not None and (value > high or (strict_high and value == high))
    return "fail" if bad else "pass"


def line(name, value, unit="", low="", high="", claimed="", computed=None, operator="="):
    computed = computed or verdict(value, low, high, operator)
    shown = str(value) if operator == "=" else f"{operator}{value}"
    claimed = "pass" if str(claimed).lower() in GOOD else "-"
    return f"result {name} = {shown} {unit or '-'} in {low if low != '' else '-'}..{high if high != '' else '-'} claimed {claimed} is {computed}"


def plain(node):
    """A limit or value, with or without an operator."""
    if isinstance(node, dict):
        return str(node.get("Value", "")), node.get("Operator", "=")
    return ("" if node is None else str(node)), "="


def en10168(certificate):
    trade, product = certificate["CommercialTransaction"], certificate["ProductDescription"]
    yield f"number {trade['A03']}"
    yield f"issuer {trade['A01'].get('Name') or trade['A01']['CompanyName']}"
    heats = product["B07"] if isinstance(product["B07"], list) else [product["B07"]]
    for heat in sorted(set(heats)):
        yield f"lot {heat}"
    signer = certificate["Validation"]["Z03"]
    yield f"signed {signer if isinstance(signer, str) else signer['Name']} {certificate['Validation']['Z02']}"
    for section in (certificate["Inspection"], certificate["OtherTests"]):
        for block, fields in section.items():
            if not isinstance(fields, dict):
                continue
            for code, field in fields.items():
                if code == "SupplementaryInformation" or block == "SupplementaryInformation":
                    entries = field.values() if code == "SupplementaryInformation" else [field]
                    for entry in entries:
                        if entry.get("Type") == "number":
                            yield line(entry["Key"], entry["Value"], entry.get("Unit"))
                    continue
                many = isinstance(field, list)
                if not many and not isinstance(field, dict):
                    continue
                for index, item in enumerate(field if many else [field]):
                    name = item.get("Symbol") or item.get("Property") or item.get("Key") or f"{block} {code}"
                    value, operator = plain(item.get("Actual", item.get("Value")))
                    low, low_operator = plain(item.get("Minimum"))
                    high, high_operator = plain(item.get("Maximum"))
                    claimed = item.get("Interpretation") or value
                    yield line(f"{name} #{index + 1}" if many else name, value, item.get("Unit"), low, high, claimed,
                               verdict(value, low, high, operator, low_operator == ">", high_operator == "<"), operator)


def coa(certificate):
    yield f"number {certificate['Id']}"
    yield f"issuer {certificate['Parties']['Manufacturer']['Name']}"
    product = certificate["Product"]
    for lot in sorted({product["ProductionBatchId"], product["FillingBatchId"], certificate["Analysis"]["LotId"]}):
        yield f"lot {lot}"
    yield f"valid until {product['ExpirationDate']}"
    for item in certificate["Analysis"]["Inspections"]:
        yield line(item["Property"], item["Value"], item.get("Unit"), item.get("Minimum", ""), item.get("Maximum", ""))


def ecoc(document):
    data = document["EcocData"]["Data"]
    makers = [p["PartyName"] for p in data["Parties"] if p["PartyRole"] == "Manufacturer"]
    signature = document["Declaration"]["Signature"]
    for thing in data["ObjectOfDeclaration"]:
        yield f"number {document['Id']}"
        yield f"issuer {makers[0]}"
        yield f"signed {signature['SignerName']} {signature['SignatureDate']}"
        for prop in thing["ObjectProperties"]:
            if prop["Name"] in ("BatchNo", "CastNo"):
                yield f"lot {prop['Value'][0]}"
        for test in document["EcocData"]["Results"]["MaterialCertification"]:
            if thing["ObjectId"] not in test["RefObjectIDs"]:
                continue
            for value in test["TestValues"]:
                ends = [("", value["ActualFrom"])]
                if value["ActualTo"] not in ("", value["ActualFrom"]):
                    ends = [(" from", value["ActualFrom"]), (" to", value["ActualTo"])]
                for label, actual in ends:
                    yield line(value["ValueName"] + label, actual, value["Unit"], value["SpecMin"], value["SpecMax"], test["TestOK"])


def metals(passport):
    yield f"number {passport['Id']}"
    yield f"issuer {passport['TransactionData']['Parties']['Manufacturer']['Name']}"
    lots = {passport["Product"]["BatchId"], passport["HeatTreatment"]["HeatTreatmentLot"]}
    properties = list(passport.get("MechanicalProperties", []))
    if "ChemicalAnalysis" in passport:
        lots.add(passport["ChemicalAnalysis"]["HeatNumber"])
        properties += passport["ChemicalAnalysis"]["Elements"]
    for lot in sorted(lots):
        yield f"lot {lot}"
    for signer in passport["Validation"]["Validators"]:
        yield f"signed {signer['Name']} {passport['Validation']['ValidationDate']}"
    for item in properties:
        name = item["PropertySymbol"] + (" " + item["SpecimenSpecification"]["Location"] if "SpecimenSpecification" in item else "")
        low, high = plain(item.get("Minimum"))[0], plain(item.get("Maximum"))[0]
        actual = item["Actual"]
        values = [("", actual.get("Value"))]
        if "Values" in actual:
            values = [(f" #{i + 1}", v["Value"]) for i, v in enumerate(actual["Values"])]
            values.append((" average", actual["Statistics"]["Average"]["Value"]))
        for label, value in values:
            yield line(name + label, value, item["Unit"], low, high, item.get("Interpretation", ""))
    treatment = passport["HeatTreatment"]
    begin = treatment.get("ProcessStartTime", treatment["ProcessDate"])
    yield (f"treated {passport['Product']['BatchId']} {treatment['Process']} in {treatment['FurnaceId']} "
           f"{begin} to {treatment.get('ProcessEndTime', '-')} by {treatment.get('Operator', '-')}")


def facts(document):
    if "DigitalMaterialPassport" in document:
        return metals(document["DigitalMaterialPassport"])
    if "EcocData" in document:
        return ecoc(document)
    certificate = document["Certificate"]
    return en10168(certificate) if "CommercialTransaction" in certificate else coa(certificate)


def main(folder):
    answer = {}
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".json"):
                path = os.path.join(base, name)
                with open(path, encoding="utf-8") as file:
                    document = json.load(file, parse_float=str, parse_int=str)
                answer[os.path.relpath(path, folder)] = sorted(facts(document))
    json.dump(answer, sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
    print()


main(sys.argv[1])
