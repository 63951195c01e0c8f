// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

extension PackageStatement {
    /// The longest statement that is read, in bytes.
    public static let byteCountMax: UInt64 = 1 << 28

    /// The statement as the file holds it.
    public var bytes: [UInt8] { json.canonical }

    private var json: JSON {
        var members: [JSON.Member] = [
            .init("schema", .string(PackageStatement.schema)),
            .init("id", .string(cover.id)),
            .init("revision", .integer(cover.revision)),
            .init(
                "contract",
                [
                    "kind": .string(cover.contract.kind), "name": .string(cover.contract.name),
                    "revision": .integer(cover.contract.revision),
                ]),
            .init("scope", cover.scope.json),
            .init(
                "made",
                [
                    "at": .string(cover.made.at.rfc3339), "by": .string(cover.made.by),
                    "organization": .string(cover.made.organization),
                ]),
            .init("log", .string(log.text)),
            .init("items", .array(cover.items.map(\.json))),
            .init("outcome", .string(cover.completeness.outcome.rawValue)),
            .init("not_covered", .array(cover.notCovered.map(JSON.string))),
            .init("time_stamp", .string(cover.requiresTimeStamp ? "required" : "optional")),
            .init("entries", .array(entries.map(\.json))),
            .init("originals", .array(originals.map(\.json))),
        ]
        if let reissue = cover.reissue {
            members.append(
                .init(
                    "reissue",
                    ["reason": .string(reissue.reason), "replaces": .integer(reissue.replaces)]))
        }
        return .object(members)
    }

    /// Reads a statement.
    ///
    /// - Throws: ``UnknownSchema`` for a later version, else ``MalformedDocument``.
    public init(parsing bytes: [UInt8]) throws {
        let file = PackageLayout.statement.description
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch {
            throw MalformedDocument(file: file, place: error.pointer, expected: "JSON; \(error)")
        }
        let object = try StrictObject(json, file: file, place: "")
        let schema = try object.text("schema")
        guard schema.hasSameBytes(as: PackageStatement.schema) else {
            throw UnknownSchema(file: file, schema: schema)
        }
        guard json.canonical == bytes else {
            throw object.fault("", "canonical JSON (RFC 8785)")
        }
        try object.allow(
            "schema", "id", "revision", "reissue", "contract", "scope", "made", "log", "items",
            "outcome", "not_covered", "time_stamp", "entries", "originals")
        cover = try PackageCover(object)
        guard let origin = Origin(try object.text("log")) else {
            throw object.fault("log", "the origin of a log")
        }
        log = origin
        entries = try object.objects("entries").map(EntryRecord.init)
        try PackageStatement.requireAscending(entries.map(\.index.value), object, "entries")
        originals = try object.objects("originals").map(Original.init)
        guard zip(originals, originals.dropFirst()).allSatisfy({ $0.digest < $1.digest }) else {
            throw object.fault("originals", "digests in ascending order, each once")
        }
        let outcome = try object.text("outcome")
        guard outcome.hasSameBytes(as: cover.completeness.outcome.rawValue) else {
            throw object.fault(
                "outcome",
                "\(cover.completeness.outcome.rawValue), which is what the items come to "
                    + "(\(cover.completeness.summary)), not \(outcome)")
        }
    }

    static func requireAscending(
        _ numbers: [UInt64], _ object: StrictObject, _ name: String
    ) throws(MalformedDocument) {
        guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw object.fault(name, "indexes in ascending order, each once")
        }
    }
}

/// A document of a version that this program does not know.
struct UnknownSchema: Error, Equatable, CustomStringConvertible {
    let file: String
    let schema: String

    var description: String {
        "\(file) is of the format \"\(schema)\", which this program does not know"
    }
}

// MARK: Cover

extension PackageCover {
    fileprivate init(_ object: StrictObject) throws {
        id = try object.words("id")
        let revision = try object.integer("revision", atLeast: 1)
        let reissue =
            object.value("reissue") == nil ? nil : try Reissue(object.object("reissue"))
        guard (reissue == nil) == (revision == 1), reissue.map({ $0.replaces < revision }) ?? true
        else {
            throw object.fault("reissue", "the earlier revision that each but the first replaces")
        }
        self.revision = revision
        self.reissue = reissue
        let contract = try object.object("contract")
        try contract.allow("kind", "name", "revision")
        self.contract = Contract(
            kind: try contract.words("kind"), name: try contract.words("name"),
            revision: try contract.integer("revision", atLeast: 1))
        scope = try Scope(object.object("scope"))
        let made = try object.object("made")
        try made.allow("at", "by", "organization")
        self.made = Making(
            at: try made.instant("at"), by: try made.words("by"),
            organization: try made.words("organization"))
        items = try object.objects("items").map(PackageItem.init)
        guard !items.isEmpty else { throw object.fault("items", "at least one item") }
        var notCovered: [String] = []
        for element in try object.elements("not_covered") {
            guard let text = element.text else { throw object.fault("not_covered", "texts") }
            notCovered.append(text)
        }
        self.notCovered = notCovered
        switch try object.text("time_stamp") {
        case "required": requiresTimeStamp = true
        case "optional": requiresTimeStamp = false
        default: throw object.fault("time_stamp", "required or optional")
        }
    }
}

extension PackageCover.Reissue {
    fileprivate init(_ object: StrictObject) throws(MalformedDocument) {
        try object.allow("reason", "replaces")
        reason = try object.words("reason")
        replaces = try object.integer("replaces", atLeast: 1)
    }
}

extension PackageCover.Scope {
    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            .init("kind", .string(kind)), .init("name", .string(name)),
        ]
        if let period {
            members.append(.init("from", .string(period.from.rfc3339)))
            members.append(.init("until", .string(period.until.rfc3339)))
        }
        return .object(members)
    }

    fileprivate init(_ object: StrictObject) throws(MalformedDocument) {
        try object.allow("kind", "name", "from", "until")
        kind = try object.words("kind")
        name = try object.words("name")
        guard object.value("from") != nil || object.value("until") != nil else {
            period = nil
            return
        }
        let period = PackageCover.Period(
            from: try object.instant("from"), until: try object.instant("until"))
        guard period.from <= period.until else {
            throw object.fault("until", "no time before from")
        }
        self.period = period
    }
}

// MARK: Items

extension PackageItem {
    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            .init("id", .string(id)), .init("name", .string(name)),
            .init("entries", .array(entries.map { .integer(Int64($0.value)) })),
        ]
        if let requirement { members.append(.init("requirement", .string(requirement))) }
        switch need {
        case .required: members.append(.init("need", "required"))
        case .optional: members.append(.init("need", "optional"))
        case .oneOf(let group):
            members.append(.init("need", "one_of"))
            members.append(.init("group", .string(group)))
        }
        func state(_ name: JSON, _ reason: String?) {
            members.append(.init("state", name))
            if let reason { members.append(.init("reason", .string(reason))) }
        }
        switch self.state {
        case .present: state("present", nil)
        case .missing: state("missing", nil)
        case .waived(let reason): state("waived", reason)
        case .notApplicable(let reason): state("not_applicable", reason)
        case .nilReturn(let reason): state("nil_return", reason)
        }
        return .object(members)
    }

    fileprivate init(_ object: StrictObject) throws {
        try object.allow(
            "id", "name", "requirement", "need", "group", "state", "reason", "entries")
        id = try object.words("id")
        name = try object.words("name")
        requirement =
            object.value("requirement") == nil ? nil : try object.words("requirement")
        let isGroup = object.value("group") != nil
        switch (try object.text("need"), isGroup) {
        case ("required", false): need = .required
        case ("optional", false): need = .optional
        case ("one_of", true): need = .oneOf(group: try object.words("group"))
        default: throw object.fault("need", "required, optional, or one_of with a group")
        }
        let hasReason = object.value("reason") != nil
        switch (try object.text("state"), hasReason) {
        case ("present", false): state = .present
        case ("missing", false): state = .missing
        case ("waived", true): state = .waived(reason: try object.words("reason"))
        case ("not_applicable", true): state = .notApplicable(reason: try object.words("reason"))
        case ("nil_return", true): state = .nilReturn(reason: try object.words("reason"))
        default:
            throw object.fault(
                "state", "present, missing, or waived, not_applicable, nil_return with a reason")
        }
        entries = try LeafIndex.list(object, "entries")
        guard state != .present || !entries.isEmpty else {
            throw object.fault("entries", "the entries of an item that is present")
        }
        guard state != .missing || entries.isEmpty else {
            throw object.fault("entries", "no entries of an item that is missing")
        }
    }
}

extension LeafIndex {
    /// Reads a list of indexes in ascending order.
    fileprivate static func list(_ object: StrictObject, _ name: String) throws -> [LeafIndex] {
        let indexes = try object.elements(name).map { element in
            guard let index = element.integer.flatMap({ LeafIndex($0) }) else {
                throw object.fault(name, "indexes of entries")
            }
            return index
        }
        try PackageStatement.requireAscending(indexes.map(\.value), object, name)
        return indexes
    }
}

// MARK: Entries and originals

extension PackageStatement.EntryRecord {
    fileprivate var json: JSON {
        func object(_ values: [BodyClass: String]) -> JSON {
            .object(
                values.sorted { $0.key < $1.key }
                    .map { .init($0.key.rawValue, .string($0.value)) })
        }
        return [
            "index": .integer(Int64(index.value)), "type": .string(type.text),
            "salts": object(salts.mapValues(\.hex)), "withheld": object(withheld),
        ]
    }

    fileprivate init(_ object: StrictObject) throws {
        try object.allow("index", "type", "salts", "withheld")
        guard let index = LeafIndex(try object.integer("index", atLeast: 0)) else {
            throw object.fault("index", "the index of an entry")
        }
        self.index = index
        do { type = try EntryType(object.text("type")) } catch let fault as EntryFault {
            throw object.fault("type", "the type of an entry; \(fault)")
        }
        var salts: [BodyClass: Salt] = [:]
        for (name, text) in try object.object("salts").texts() {
            guard let bodyClass = BodyClass(bytesOf: name), let salt = Salt(hex: text) else {
                throw object.fault("salts/\(name)", "a class, and a salt of 64 hexadecimal digits")
            }
            salts[bodyClass] = salt
        }
        var withheld: [BodyClass: String] = [:]
        for (name, reason) in try object.object("withheld").texts() {
            guard let bodyClass = BodyClass(bytesOf: name), !reason.isEmpty,
                salts[bodyClass] == nil
            else { throw object.fault("withheld/\(name)", "a class without a salt, and a reason") }
            withheld[bodyClass] = reason
        }
        self.salts = salts
        self.withheld = withheld
    }
}

extension BodyClass {
    /// The class of that name, compared by bytes.
    init?(bytesOf name: String) {
        guard let found = BodyClass.allCases.first(where: { $0.rawValue.hasSameBytes(as: name) })
        else { return nil }
        self = found
    }
}

extension PackageStatement.Original {
    fileprivate var json: JSON {
        [
            "sha256": .string(digest.hex), "bytes": .integer(byteCount), "name": .string(name),
            "entries": .array(entries.map { .integer(Int64($0.value)) }),
        ]
    }

    fileprivate init(_ object: StrictObject) throws {
        try object.allow("sha256", "bytes", "name", "entries")
        digest = try object.digest("sha256")
        byteCount = try object.integer("bytes", atLeast: 0)
        name = try object.words("name")
        entries = try LeafIndex.list(object, "entries")
        guard !entries.isEmpty else { throw object.fault("entries", "the entries that name it") }
    }
}
