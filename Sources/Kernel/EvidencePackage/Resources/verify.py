#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verify a Witnessmark evidence package. Needs Python 3.8 or later and nothing else.

    python3 verify.py PACKAGE --key KEY

PACKAGE is the .wmpack file, or the folder it was unpacked into. KEY is the log's public key
(name+hex+base64) or a file that holds it. Get it from the log's owner and not from the package:
whoever forges a package forges the key beside it. --key may be given more than once.

Exit status: 0 verified, 10 FAILED, 11 cannot tell, 64 wrong usage.

This program follows docs/FORMAT.md of Witnessmark, section by section, and shares no code with the
programs that make packages. It reads zip archives with Python's zipfile, which is laxer about the
archive itself than FORMAT.md section 9 asks; every file in the archive is checked all the same.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import zipfile

TAG_FILES = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"]
TAG_MANIFESTS = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
CLASSES = ["content", "person"]


class Failed(Exception):
    """Something is not what it should be."""


class CannotTell(Exception):
    """Nothing is wrong, but something needed to decide is missing."""


def need(condition, item, expected, found=""):
    if not condition:
        raise Failed("%s: expected %s%s" % (item, expected, "; found %s" % found if found else ""))


# ---- Ed25519 (RFC 8032 section 5.1), verification only, written for reading ------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    """Adds two points in extended coordinates (X, Y, Z, T)."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)


def point_multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_decode(data):
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_MINUS_1 % P
    if (x * x - x2) % P != 0:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public, signature, message):
    a, r = point_decode(public), point_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % L
    return point_equal(point_multiply(s, BASE), point_add(r, point_multiply(k, a)))


# ---- small readers ---------------------------------------------------------------------------

def sha256(data):
    return hashlib.sha256(data).digest()


def strict_base64(text):
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data) == text, "base64", "its one canonical form")
    return data


def decimal(text):
    need(text.isdigit() and (text == b"0" or text[:1] != b"0") and len(text) < 20, "a number",
         "decimal digits without leading zeros")
    return int(text)


def read_json(data, item):
    """JSON without duplicate members."""
    def members(pairs):
        value = dict(pairs)
        need(len(value) == len(pairs), item, "no member twice")
        return value

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=members)
    except ValueError as error:
        raise Failed("%s: no JSON: %s" % (item, error))


def read_canonical(data, item):
    """JSON in the form of RFC 8785; the documents read so have ASCII names and whole numbers."""
    value = read_json(data, item)
    form = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(form.encode("utf-8") == data, item, "canonical JSON (RFC 8785)")
    return value


def hex_bytes(text, item):
    need(isinstance(text, str) and len(text) == 64 and set(text) <= set("0123456789abcdef"), item,
         "64 lower-case hexadecimal digits")
    return bytes.fromhex(text)


# ---- the log (FORMAT.md sections 2 to 4) -----------------------------------------------------

def root_from_path(leaf, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    need(index < size, "the proof", "an index below %d" % size, str(index))
    node, last, root = index, size - 1, leaf
    for sibling in path:
        need(last > 0, "the proof", "fewer hashes")
        if node & 1 or node == last:
            root = sha256(b"\x01" + sibling + root)
            while node & 1 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            root = sha256(b"\x01" + root + sibling)
        node, last = node >> 1, last >> 1
    need(last == 0, "the proof", "more hashes")
    return root


def read_proof(data, checkpoint, item):
    head, _, note = data.partition(b"\n\n")
    lines = head.split(b"\n")
    need(lines[0] == b"c2sp.org/tlog-proof@v1", item, "a tlog-proof without extra data")
    need(len(lines) > 1 and lines[1].startswith(b"index "), item, "an index")
    need(note == checkpoint, item, "the checkpoint of the package", "another")
    path = [strict_base64(line) for line in lines[2:]]
    need(len(path) <= 63 and all(len(hash) == 32 for hash in path), item, "hashes of 32 bytes")
    return decimal(lines[1][6:]), path


def read_key(text):
    """A verifier key: name+hex(key ID)+base64(type and key)."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    data = base64.b64decode(encoded, validate=True)
    if len(data) != 33 or data[0] != 1:
        raise ValueError("not the Ed25519 key of a log")
    if sha256(name.encode() + b"\n" + data)[:4].hex() != key_id:
        raise ValueError("the key ID does not belong to this name and key")
    return name, key_id, data[1:]


def read_checkpoint(note):
    text, split, seals = note.rpartition(b"\n\n")
    text += b"\n"
    need(split, "seal/checkpoint", "an empty line before the seals")
    lines = text.split(b"\n")
    need(len(lines) >= 4 and lines[0], "seal/checkpoint", "three lines")
    root = strict_base64(lines[2])
    need(len(root) == 32, "seal/checkpoint", "a root of 32 bytes")
    found = []
    need(seals.endswith(b"\n"), "seal/checkpoint", "a line end after the last seal")
    for line in seals[:-1].split(b"\n"):
        need(line.startswith("\u2014 ".encode()), "seal/checkpoint", "seals")
        name, _, encoded = line[4:].partition(b" ")
        data = strict_base64(encoded)
        need(len(data) > 4, "seal/checkpoint", "a key ID and a seal")
        found.append((name.decode(), data[:4].hex(), data[4:]))
    return lines[0].decode(), decimal(lines[1]), root, text, found


def sealed_by(keys, origin, text, seals):
    """The keys of this origin that sealed the text; a known key with a wrong seal has failed."""
    good = []
    for name, key_id, public in keys:
        for seal_name, seal_id, seal in seals:
            if name == origin and (seal_name, seal_id) == (name, key_id):
                need(ed25519_verify(public, seal, text), "seal/checkpoint",
                     "a valid seal of %s (key %s)" % (name, key_id))
                good.append("%s (key %s)" % (name, key_id))
    return good


# ---- files (FORMAT.md sections 7 to 9) -------------------------------------------------------

def files_of(path):
    """Every file of the package by its path from the package's top folder."""
    files = {}
    if os.path.isdir(path):
        for folder, _, names in os.walk(path):
            for name in names:
                full = os.path.join(folder, name)
                need(os.path.isfile(full) and not os.path.islink(full), full, "a regular file")
                with open(full, "rb") as file:
                    files[os.path.relpath(full, path).replace(os.sep, "/")] = file.read()
        return files
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        with open(path, "rb") as file:
            looks_like_zip = file.read(2) == b"PK"
        raise (Failed if looks_like_zip else CannotTell)("%s: %s" % (path, error))
    tops = set()
    for info in archive.infolist():
        if info.filename.endswith("/"):
            continue
        top, _, rest = info.filename.partition("/")
        parts = rest.split("/")
        need(rest and not set(parts) & {"", ".", ".."} and "\\" not in rest and top[0] not in "/~",
             info.filename, "a path inside one folder")
        need(rest not in files, info.filename, "each name once")
        try:
            files[rest] = archive.read(info)
        except Exception as error:  # zipfile raises several kinds for damaged content
            raise Failed("%s: cannot be read: %s" % (info.filename, error))
        tops.add(top)
    need(len(tops) == 1, path, "one folder at the top", "%d" % len(tops))
    return files


def manifest(files, paths, algorithm):
    def escaped(path):
        return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")

    lines = []
    for path in sorted(paths, key=lambda path: path.encode()):
        digest = hashlib.new(algorithm, files[path]).hexdigest()
        lines.append("%s  %s\n" % (digest, escaped(path)))
    return "".join(lines).encode()


def compare_manifest(files, name, paths, algorithm):
    """A manifest must be exactly what the files give; names the first file that differs."""
    need(name in files, name, "the file", "nothing")
    expected = manifest(files, paths, algorithm).decode().splitlines()
    if files[name] == manifest(files, paths, algorithm):
        return
    stated = files[name].decode("utf-8", "replace").splitlines()
    by_path = {line.partition("  ")[2]: line for line in stated}
    for line in expected:
        digest, _, path = line.partition("  ")
        need(path in by_path, path, "a line in %s" % name, "none: the file was added")
        need(by_path[path] == line, path, "%s %s" % (algorithm, by_path[path].split(" ")[0]), digest)
    present = {line.partition("  ")[2] for line in expected}
    for path in by_path:
        need(path in present, path, "the file", "nothing: it is missing")
    raise Failed("%s: not in the order and form of FORMAT.md section 8" % name)


def check_bag(files):
    payload = [path for path in files if path.startswith("data/")]
    tags = [path for path in files if not path.startswith("data/") and path not in TAG_MANIFESTS]
    for algorithm in ["sha256", "sha512"]:
        compare_manifest(files, "manifest-%s.txt" % algorithm, payload, algorithm)
    for algorithm in ["sha256", "sha512"]:
        compare_manifest(files, "tagmanifest-%s.txt" % algorithm, tags, algorithm)
    need(files.get("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
         "bagit.txt", "the two lines of BagIt 1.0")
    oxum = "\nPayload-Oxum: %d.%d\n" % (sum(len(files[path]) for path in payload), len(payload))
    need(("\n" + files.get("bag-info.txt", b"").decode()).endswith(oxum), "bag-info.txt",
         oxum.strip())


# ---- entries (FORMAT.md sections 5 and 6) ----------------------------------------------------

def read_entry(data, item):
    entry = read_json(data, item)
    need(isinstance(entry, dict), item, "an object")
    version = entry.get("version")
    if isinstance(version, int) and version != 1:
        raise CannotTell("%s is of version %s; a newer verifier is needed" % (item, version))
    entry = read_canonical(data, item)
    need(set(entry) == {"actor", "commitments", "event", "received", "source", "type", "version"},
         item, "the seven members of an entry")
    need(set(entry["commitments"]) in ({"content"}, {"content", "person"}), item, "commitments")
    return entry


def check_body(entry, body_class, salt, body, item):
    message = b"witnessmark/commit/v1\0" + body_class.encode() + b"\0" + body
    found = hmac.new(salt, message, "sha256").hexdigest()
    expected = entry["commitments"].get(body_class)
    need(found == expected, item, "the body that the log's entry commits to, %s" % expected,
         "one with the commitment %s" % found)


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def outcome_of(items):
    """What the items come to (FORMAT.md section 7.3)."""
    groups = {}
    for number, item in enumerate(items):
        if item["need"] != "optional":
            key = ("group", item["group"]) if item["need"] == "one_of" else ("item", number)
            groups.setdefault(key, []).append(item["state"])
    waived = False
    for states in groups.values():
        if all(state in ("missing", "waived") for state in states):
            if "waived" not in states:
                return "incomplete"
            waived = True
    return "complete_with_waivers" if waived else "complete"


# ---- records and signatures (FORMAT.md sections 16 to 18) ------------------------------------

NEW_VERSION = ["opened", "amended", "attached", "linked", "unlinked", "synchronised", "reopened"]
OTHER_DEEDS = ["system-linked", "system-checked", "proposed", "signed", "refused", "transitioned",
               "superseded", "voided"]
STATEMENT = {"at", "authentication", "digest", "kind", "meaning", "nameCommitment", "origin",
             "record", "revision", "role", "schema", "signer", "site", "transition", "version", "zone"}


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def is_identifier(text):
    return isinstance(text, str) and 0 < len(text) <= 64 and all(
        c.isascii() and (c.isalnum() or c == "-") for c in text)


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 2**31


def read_act(index, opened):
    """An act of a record, or None for an entry that is none."""
    content = opened["content"]
    schema = content.get("schema") if content else None
    if not isinstance(schema, str) or not schema.startswith("witnessmark.record-act/"):
        return None
    item, deed = "entry %d" % index, opened["type"][len("record."):]
    if schema != "witnessmark.record-act/1" or deed not in NEW_VERSION + OTHER_DEEDS:
        raise CannotTell("%s is of the format %s, type %s; a newer verifier is needed"
                         % (item, schema, opened["type"]))
    need(is_identifier(content.get("record")) and isinstance(content.get("kind"), str)
         and all(is_number(content.get(name)) for name in ("act", "revision", "version")), item,
         "record, kind, act, revision and version")
    return dict(content, index=index, deed=deed, is_new=deed in NEW_VERSION, leaf=opened["leaf"],
                person=opened["person"], step="void" if deed == "voided" else content.get("transition"),
                item="%s act %d (entry %d)" % (content["record"], content["act"], index))


def check_order(acts):
    """Section 16.3: the acts of one record follow one another."""
    act, revision, version, kind = 0, 0, 0, acts[0]["kind"]
    for this in acts:
        need((this["act"] == 1) == (this["deed"] == "opened"), this["item"],
             "to be opened by act 1 and by no other")
        need(this["act"] > act, this["item"], "an act after act %d" % act)
        need(this["kind"] == kind, this["item"], "the kind %s" % kind)
        between = this["act"] - act - 1
        least = version + (1 if this["is_new"] else 0)
        need(least <= this["version"] <= least + between, this["item"], "version %d" % least,
             "version %d" % this["version"])
        least = revision + (1 if this["deed"] in ("opened", "reopened") else 0)
        need(least <= this["revision"] <= least + between and (act or this["act"] > 1 or
             this["revision"] == 1), this["item"], "revision %d" % least,
             "revision %d" % this["revision"])
        act, revision, version = this["act"], this["revision"], this["version"]


def check_ground(this, by_number):
    """A step rests on signatures for it, on the record as it was."""
    missing = []
    for number in this["signatures"] if this["deed"] == "transitioned" else []:
        need(is_number(number) and number < this["act"], this["item"], "signatures before it")
        ground = by_number.get(number)
        if ground is None:
            missing.append("%s rests on act %d, which is not in the package" % (this["item"], number))
            continue
        need((ground["deed"], ground["step"], ground["revision"], ground["version"])
             == ("signed", this["step"], this["revision"], this["version"]), this["item"],
             "act %d to be a signature for %s" % (number, this["step"]))
    return missing


def key_of(person, keys, index):
    """Section 17.2: the latest entry of a person's key before an entry."""
    for number, opened in keys:
        if number < index and opened["content"] is None:
            raise CannotTell("entry %d, which speaks of a key, is withheld" % number)
    own = [(number, opened) for number, opened in keys
           if number < index and opened["content"]["person"] == person]
    if not own:
        raise CannotTell("the package has no entry with a key of %s" % person)
    number, opened = own[-1]
    need(opened["type"] == "person.keyed", "the key", "one in use",
         "%s had theirs ended in entry %d" % (person, number))
    return opened["content"]["keyID"], bytes.fromhex(opened["content"]["publicKey"])


def judge(this, acts, keys, origin, seen):
    """Section 17.4. Returns the meaning; raises Failed or CannotTell."""
    item, signature = this["item"], this["signature"]
    said = signature["statement"]
    if signature["algorithm"] != "ed25519" or (said["schema"] != "witnessmark.signature/1" and
                                               said["schema"].startswith("witnessmark.signature/")):
        raise CannotTell("it is of a format that is not known; a newer verifier is needed")
    need(set(said) - {"onBehalfOf"} == STATEMENT and said["schema"] == "witnessmark.signature/1"
         and is_number(said["version"]), item + " form", "a statement")
    value = signature["value"]
    need(len(value) == 128 and set(value) <= set("0123456789abcdef"), item + " form", "64 bytes")
    need(value not in seen, item + " once", "a signature of its own", "that of %s" % seen.get(value))
    seen[value] = item
    by_number = {act["act"]: act for act in acts}
    by = this["by"]
    actual = {"origin": origin, "transition": this["step"], "signer": by["person"],
              "role": by["role"], "zone": by["zone"], "onBehalfOf": by.get("onBehalfOf"),
              "site": by_number[1]["site"] if 1 in by_number else said["site"]}
    for name in ("record", "kind", "revision", "version", "at"):
        actual[name] = this[name]
    for name, expected in actual.items():
        need(said.get(name) == expected, item + " statement", "%s %s" % (name, expected),
             str(said.get(name)))
    key_id, public = key_of(said["signer"], keys, this["index"])
    need(signature["keyID"] == key_id, item + " key", "the key of %s then" % said["signer"])
    kind, payload = b"application/vnd.witnessmark.signature+json", canonical(said)
    signed = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    need(ed25519_verify(public, bytes.fromhex(value), signed), item + " value",
         "a signature of that key")
    if this["person"] is not None:
        names, salt = this["person"].get("names"), this["person"].get("nameSalt")
        need(isinstance(names, list) and len(names) == 1 and salt is not None, item + " name", "a name")
        message = b"witnessmark/commit/v1\0person\0" + names[0].encode()
        need(hmac.new(hex_bytes(salt, item), message, "sha256").hexdigest() == said["nameCommitment"],
             item + " name", "the name that the statement commits to", "another")
    new = [act for act in acts if act["is_new"] and act["act"] <= this["act"]]
    if [act["version"] for act in new] != list(range(1, said["version"] + 1)):
        raise CannotTell("acts of %s are not in the package" % this["record"])
    digest = sha256(canonical({
        "acts": [act["leaf"] for act in new], "record": this["record"],
        "revision": said["revision"], "schema": "witnessmark.record/1",
        "version": said["version"]})).hex()
    need(digest == said["digest"], item + " digest", "the record as it stands")
    return said["meaning"]


def check_records(opened, origin):
    """Returns what there is to say and what cannot be judged."""
    of_records = [(index, one) for index, one in opened if one["type"].startswith("record.")]
    if not of_records:
        return [], []
    keys = [(index, one) for index, one in opened
            if one["type"] in ("person.keyed", "person.reset", "person.deactivated")]
    for index, one in keys:
        content = one["content"]
        if content is not None:
            item = "entry %d" % index
            need(is_identifier(content.get("person")), item, "the number of a person")
            if one["type"] == "person.keyed":
                public = hex_bytes(content.get("publicKey"), item)
                need(sha256(public).hex() == content.get("keyID"), item, "a key and its SHA-256")
    records, doubts, signed = {}, [], []
    for index, one in of_records:
        act = None
        try:
            act = read_act(index, one)
        except CannotTell as reason:
            doubts.append(str(reason))
        if act:
            records.setdefault(act["record"], []).append(act)
        if one["type"] in ("record.signed", "record.voided"):
            signed.append((index, act))
    for acts in records.values():
        check_order(acts)
        by_number = {act["act"]: act for act in acts}
        for act in acts:
            doubts += check_ground(act, by_number)
    meanings, seen, valid = [], {}, 0
    for index, act in signed:
        if act is None:
            doubts.append("the signature of entry %d cannot be judged: it is withheld or no act that "
                          "can be read" % index)
            continue
        try:
            meaning = judge(act, records[act["record"]], keys, origin, seen)
            valid += 1
            if meaning not in meanings:
                meanings.append(meaning)
        except CannotTell as reason:
            doubts.append("the signature of %s cannot be judged: %s" % (act["item"], reason))
    count = sum(len(acts) for acts in records.values())
    told = "%d of %d valid%s" % (valid, len(signed), ": " + ", ".join(meanings) if meanings else "")
    return ["records       %d, %d acts in order" % (len(records), count),
            "signatures    %s" % (told if signed else "none")], doubts


# ---- time-stamp (FORMAT.md section 7.5) ------------------------------------------------------

def der(data):
    """The values of a row of DER values, as (tag, content)."""
    values, at = [], 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length >= 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(data[at:at + count], "big"), at + count
        need(at + length <= len(data), "seal/checkpoint.tsr", "whole DER values")
        values.append((tag, data[at:at + length]))
        at += length
    return values


def check_time_stamp(token, checkpoint):
    item = "seal/checkpoint.tsr"
    try:
        info = der(der(token)[0][1])
        if info[0][0] == 0x30:  # a response: status, then the token
            need(der(info[0][1])[0] in ((2, b"\0"), (2, b"\1")), item, "a granted response")
            info = der(info[1][1])
        signed = der(der(info[1][1])[0][1])
        encapsulated = der(signed[2][1])
        need(encapsulated[0][1].hex() == "2a864886f70d0109100104", item, "a TSTInfo")
        tst = der(der(der(encapsulated[1][1])[0][1])[0][1])
        algorithm, imprint = der(tst[2][1])
        oid, time = der(algorithm[1])[0][1].hex(), tst[4][1].decode()
    except (IndexError, ValueError, UnicodeDecodeError):
        raise Failed("%s: no RFC 3161 token" % item)
    names = {"608648016503040201": "sha256", "608648016503040202": "sha384",
             "608648016503040203": "sha512"}
    need(oid in names, item, "a SHA-2 imprint")
    need(hashlib.new(names[oid], checkpoint).digest() == imprint[1], item,
         "a token over seal/checkpoint", "a token over other bytes")
    return time


# ---- the whole (FORMAT.md section 10) --------------------------------------------------------

def take(files, known, path):
    known.add(path)
    need(path in files, path, "the file", "nothing")
    return files[path]


def prove(files, known, entry_path, proof_path, note, size, root):
    data = take(files, known, entry_path)
    index, path = read_proof(take(files, known, proof_path), note, proof_path)
    found = root_from_path(sha256(b"\0" + data), index, size, path)
    need(found == root, entry_path, "an entry in the log", "one that its proof does not lead from")
    return data, index


def verify(path, keys):
    """Returns what there is to say; raises Failed or CannotTell."""
    files, known = files_of(path), set(TAG_FILES + TAG_MANIFESTS)
    if "data/package.json" not in files and "seal/seal.entry" not in files:
        raise CannotTell("%s is no evidence package" % path)
    said = []
    check_bag(files)
    said.append("contents      %d files, all digests match" % len(files))

    note = take(files, known, "seal/checkpoint")
    origin, size, root, text, seals = read_checkpoint(note)
    doubt, own = None, [key for key in keys if key[0] == origin]
    if own:
        good = sealed_by(own, origin, text, seals)
        need(good, "seal/checkpoint", "a seal of %s by a key you gave" % origin, "none")
        said.append("checkpoint    sealed by %s, %d entries" % (", ".join(good), size))
    else:
        carried = files.get("data/keys/log.vkey", b"").decode().strip()
        if carried:
            need(sealed_by([read_key(carried)], origin, text, seals), "seal/checkpoint",
                 "a seal of the key in data/keys/log.vkey", "none")
        doubt = ("you gave no key of the log %s. The package carries the key %s, which whoever made "
                 "the package chose: get the key from the log's owner, compare, and run again with "
                 "--key" % (origin, carried or "(none)"))

    data, seal_index = prove(files, known, "seal/seal.entry", "seal/seal.tlog-proof", note, size, root)
    seal = read_entry(data, "seal/seal.entry")
    need(seal["type"] == "package.sealed", "seal/seal.entry", "package.sealed", seal["type"])
    for body_class in CLASSES:
        body_path = "seal/seal.%s.json" % body_class
        if body_class == "content" or body_path in files:
            salt = take(files, known, "seal/seal.%s.salt" % body_class)
            need(len(salt) == 65 and salt.endswith(b"\n"), body_path, "a salt")
            check_body(seal, body_class, hex_bytes(salt[:-1].decode(), body_path),
                       take(files, known, body_path), body_path)
    content = read_canonical(files["seal/seal.content.json"], "seal/seal.content.json")
    if content.get("schema") != "witnessmark.seal/1":
        raise CannotTell("the seal is of the format %r; a newer verifier is needed"
                         % content.get("schema"))
    need(set(content) == {"schema", "package", "revision", "pins"}
         and set(content["pins"]) == set(TAG_FILES), "seal/seal.content.json", "four pins")
    for name in TAG_FILES:
        need(content["pins"][name] == sha256(files[name]).hex(), name,
             "sha256 %s, as the seal in the log says" % content["pins"][name])
    said.append("seal          entry %d pins every byte of the payload" % seal_index)

    statement = read_canonical(take(files, known, "data/package.json"), "data/package.json")
    if statement.get("schema") != "witnessmark.package/1":
        raise CannotTell("the package is of the format %r; a newer verifier is needed"
                         % statement.get("schema"))
    need((statement["id"], statement["revision"]) == (content["package"], content["revision"]),
         "the seal", "the seal of this package and revision")
    need(statement["log"] == origin, "data/package.json", "the log %s" % origin)

    bodies, withheld, opened = {}, 0, []
    indexes = [record["index"] for record in statement["entries"]]
    need(indexes == sorted(set(indexes)), "data/package.json", "entries in ascending order")
    for record in statement["entries"]:
        number = record["index"]
        item = "entry %d" % number
        data, index = prove(files, known, "data/entries/%d.entry" % number,
                            "proofs/%d.tlog-proof" % number, note, size, root)
        need(index == number, item, "a proof for index %d" % number, "one for %d" % index)
        need(index < seal_index, item, "an entry from before the seal")
        entry = read_entry(data, item)
        need(entry["type"] == record["type"], item, record["type"], entry["type"])
        need(set(record["salts"]) | set(record["withheld"]) == set(entry["commitments"])
             and not set(record["salts"]) & set(record["withheld"]), item,
             "each body to be disclosed, or withheld with a reason")
        withheld += len(record["withheld"])
        one = {"type": entry["type"], "leaf": sha256(b"\0" + data).hex(), "content": None,
               "person": None}
        opened.append((number, one))
        for body_class, salt in record["salts"].items():
            body_path = "data/entries/%d.%s.json" % (number, body_class)
            body = take(files, known, body_path)
            name = "%s %s (%s of %s)" % (item, body_class, entry["event"], entry["source"])
            check_body(entry, body_class, hex_bytes(salt, item), body, name)
            one[body_class] = read_json(body, name)
            if body_class == "content":
                bodies[number] = set(texts_in(one["content"]))
    said.append("ledger        %d entries, each in the log and each body as committed" % len(indexes))

    for original in statement["originals"]:
        data = take(files, known, "data/originals/" + original["sha256"])
        item = "original %s" % original["name"]
        need(sha256(data).hex() == original["sha256"] and len(data) == original["bytes"], item,
             "sha256 %s" % original["sha256"], sha256(data).hex())
        for number in original["entries"]:
            need(original["sha256"] in bodies.get(number, ()), item,
                 "its digest in the content of entry %d" % number)
    said.append("originals     %d, each named by the entries made from it" % len(statement["originals"]))

    told, doubts = check_records(opened, origin)
    said += told
    if doubts:
        doubt = "\n  ".join(([doubt] if doubt else []) + doubts)

    for item in statement["items"]:
        need(set(item["entries"]) <= set(indexes), "item %s" % item["name"], "entries of the package")
        need(isinstance(item.get("requirement", "-"), str) and item.get("requirement", "-") != "",
             "item %s" % item["name"], "a requirement that is a text, or none")
    outcome = outcome_of(statement["items"])
    need(outcome == statement["outcome"], "data/package.json", "the outcome %s" % outcome,
         statement["outcome"])
    said.append("completeness  %s, %d items" % (outcome.replace("_", " "), len(statement["items"])))

    token = files.get("seal/checkpoint.tsr")
    need(token is not None or statement["time_stamp"] != "required", "seal/checkpoint.tsr",
         "a time-stamp token, which the statement requires", "nothing")
    if token is not None:
        known.add("seal/checkpoint.tsr")
        said.append("time          a token over the checkpoint says " + check_time_stamp(token, note))
    for name in files:
        free = name.startswith("data/") and not name.startswith(("data/entries/", "data/originals/"))
        need(name in known or free, name, "no such file", "a file that is no part of the package")
    if withheld:
        said.append("withheld      %d bodies, each with its reason in data/package.json" % withheld)
    if doubt:
        raise CannotTell("\n  ".join([doubt] + said))
    return said


def main(arguments):
    paths, keys = [], []
    try:
        while arguments:
            argument = arguments.pop(0)
            if argument == "--key":
                key = arguments.pop(0)
                if os.path.exists(key):
                    with open(key, encoding="utf-8") as file:
                        key = file.read()
                keys.append(read_key(key))
            else:
                paths.append(argument)
        if len(paths) != 1 or paths[0].startswith("-"):
            raise ValueError("one package is needed")
    except (IndexError, ValueError) as error:
        print("%s\n\n%s" % (error, __doc__), file=sys.stderr)
        return 64
    shown = lambda text: "".join(c if c.isprintable() or c == "\n" else "?" for c in text)
    try:
        said = verify(paths[0], keys)
    except CannotTell as reason:
        print("CANNOT TELL  %s" % shown(str(reason)))
        return 11
    except OSError as error:
        print("CANNOT TELL  %s" % shown(str(error)))
        return 11
    except Failed as failure:
        print("FAILED  %s" % shown(str(failure)))
        return 10
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        print("FAILED  a file is not in the form of FORMAT.md: %s" % shown(repr(error)))
        return 10
    print("\n  ".join([shown(paths[0])] + [shown(line) for line in said]))
    print("VERIFIED")
    print("not checked: whether what was recorded is true, and whether signers held their roles; "
          "witnesses; the signature of a time-stamp; entries outside the package")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
