// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

extension CloudEvent {
    /// Reads an event from its JSON form (CloudEvents JSON Event Format 1.0 §3).
    ///
    /// Everything that is wrong is added to the problems, and then there is no event.
    package init?(_ json: JSON, at place: Place, problems: inout ProblemList) {
        guard case .object(let members) = json else {
            problems.add(
                Problem(
                    "cloudevents.not-an-object", at: place, found: json.kindName,
                    expected: "an event: a JSON object with specversion, id, source and type"))
            return nil
        }
        var reader = AttributeReader(place: place)
        for member in members { reader.take(member) }
        reader.requireAll()
        for problem in reader.problems { problems.add(problem) }
        guard reader.problems.isEmpty, let event = reader.event else { return nil }
        self = event
    }
}

/// Collects the attributes of one event and what is wrong with them.
private struct AttributeReader {
    let place: Place
    private(set) var problems: [Problem] = []
    private var version: String?
    private var id: String?
    private var source: String?
    private var type: String?
    private var subject: String?
    private var time: String?
    private var contentType: MediaType?
    private var schema: String?
    private var data: JSON?
    private var binary: [UInt8]?
    private var hasBinary = false
    private var extensions: [JSON.Member] = []
    /// Required attributes that were there, well-formed or not; those are not missing.
    private var seen: Set<String> = []

    init(place: Place) { self.place = place }

    var event: CloudEvent? {
        guard let id, let source, let type else { return nil }
        let payload: CloudEvent.Payload =
            if let binary { .binary(binary) } else if let data { .data(data) } else { .none }
        return CloudEvent(
            id: id, source: source, type: type, subject: subject, time: time,
            contentType: contentType, schema: schema, payload: payload, extensions: extensions)
    }

    mutating func take(_ member: JSON.Member) {
        // No other text is canonically equivalent to one of lower-case ASCII letters, so that
        // `==` on texts is safe here.
        if member.name == "data" { return data = member.value }
        // "Unset attributes MAY be encoded to the JSON value of null" (JSON format §2.2).
        if case .null = member.value { return }
        switch member.name {
        case "specversion": version = required(member, max: CloudEvent.nameBytesMax)
        case "id": id = required(member, max: CloudEvent.nameBytesMax)
        case "type": type = required(member, max: CloudEvent.nameBytesMax)
        case "source":
            source = required(member, max: CloudEvent.addressBytesMax).flatMap { reference($0) }
        case "subject": subject = text(member, max: CloudEvent.nameBytesMax)
        case "time": time = text(member, max: CloudEvent.nameBytesMax)
        case "datacontenttype":
            contentType = text(member, max: CloudEvent.nameBytesMax).flatMap { mediaType($0) }
        case "dataschema":
            schema = text(member, max: CloudEvent.addressBytesMax).flatMap { address($0) }
        case "data_base64": takeBinary(member)
        default: takeExtension(member)
        }
    }

    mutating func requireAll() {
        for name in ["specversion", "id", "source", "type"] where !seen.contains(name) {
            add("\(name).missing", at: name, found: "no such attribute", "the attribute \(name)")
        }
        if let version, version != CloudEvent.specificationVersion {
            add(
                "specversion.unsupported", at: "specversion", found: Problem.quote(version),
                "“\(CloudEvent.specificationVersion)”")
        }
        if data != nil, hasBinary {
            add(
                "data.twice", at: "data_base64", found: "both data and data_base64",
                "one of them (JSON format §3.1.1)")
        }
    }

    // MARK: Attributes

    private mutating func required(_ member: JSON.Member, max: Int) -> String? {
        seen.insert(member.name)
        return text(member, max: max)
    }

    private mutating func text(_ member: JSON.Member, max: Int) -> String? {
        guard case .string(let text) = member.value else {
            add("\(member.name).type", at: member.name, found: member.value.kindName, "a text")
            return nil
        }
        guard !text.isEmpty else {
            add("\(member.name).empty", at: member.name, found: "“”", "a text that is not empty")
            return nil
        }
        guard text.utf8.count <= max else {
            add(
                "\(member.name).too-long", at: member.name,
                found: "\(text.utf8.count) bytes, \(Problem.quote(text))", "at most \(max) bytes")
            return nil
        }
        // CloudEvents 1.0 §2.3: a String attribute has no control characters.
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            add(
                "\(member.name).control", at: member.name, found: Problem.quote(text),
                "a text without control characters")
            return nil
        }
        return text
    }

    private mutating func reference(_ text: String) -> String? {
        guard URIText.isReference(text) else {
            add(
                "source.malformed", at: "source", found: Problem.quote(text),
                "a URI reference, such as urn:plant7:mes or /line/3 (RFC 3986 §4.1)")
            return nil
        }
        return text
    }

    private mutating func address(_ text: String) -> String? {
        guard URIText.isAbsolute(text) else {
            add(
                "dataschema.malformed", at: "dataschema", found: Problem.quote(text),
                "a URI with its scheme (RFC 3986 §4.3)")
            return nil
        }
        return text
    }

    private mutating func mediaType(_ text: String) -> MediaType? {
        guard let type = MediaType(text) else {
            add(
                "datacontenttype.malformed", at: "datacontenttype", found: Problem.quote(text),
                "a media type, such as application/json (RFC 2045 §5.1)")
            return nil
        }
        return type
    }

    private mutating func takeBinary(_ member: JSON.Member) {
        hasBinary = true
        guard case .string(let text) = member.value else {
            return add(
                "data_base64.type", at: "data_base64", found: member.value.kindName,
                "a text in base64")
        }
        binary = Base64.bytes(text)
        if binary == nil {
            add(
                "data_base64.malformed", at: "data_base64", found: Problem.quote(text),
                "base64 with padding (RFC 4648 §4)")
        }
    }

    private mutating func takeExtension(_ member: JSON.Member) {
        let name = member.name
        let isWellNamed =
            !name.isEmpty
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        guard isWellNamed else {
            return add(
                "extension.name", at: name, found: Problem.quote(name),
                "an attribute name of lower-case letters and digits (CloudEvents 1.0 §3.1)")
        }
        switch member.value {
        case .string, .bool, .null: break
        case .integer(let value) where Int32(exactly: value) != nil: break
        case .integer, .decimal, .array, .object:
            return add(
                "extension.type", at: name, found: member.value.kindName,
                "a text, true or false, or a whole number of 32 bits (CloudEvents 1.0 §2.3)")
        }
        guard extensions.count < CloudEvent.extensionsMax else {
            return add(
                "extension.too-many", at: name,
                found: "more than \(CloudEvent.extensionsMax) extensions", "fewer")
        }
        extensions.append(member)
    }

    private mutating func add(
        _ code: String, at member: String, found: String, _ expected: String
    ) {
        let name = Problem.pathStep(member)
        let path = place.path.isEmpty ? "$" : place.path
        problems.append(
            Problem(
                "cloudevents.\(code)", at: place.at("\(path).\(name)"), found: found,
                expected: expected))
    }
}
