// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// A certificate on its way to an activity, whatever its kind.
struct CertificateDraft {
    /// The most attributes an activity gets; more are in the original, and a remark says so.
    static let attributesMax = 256
    /// The longest value of an attribute, in bytes: pictures and attached files stay behind.
    static let attributeBytesMax = 2_048

    let kind: String
    let body: JSON
    let path: Place
    let options: ReadingOptions
    var activity: Activity
    /// The certificate's number.
    var number: String?
    /// What tells several activities of one certificate apart.
    var within: [String] = []
    /// Who issued it, by name.
    var issuer: String?
    /// What it says of the whole, as it says it.
    var declared: String?
    private(set) var warnings: [Problem] = []
    private(set) var problems: [Problem] = []
    private var dropped = 0
    private let schema: String?

    init(kind: String, body: JSON, path: Place, schema: String?, options: ReadingOptions) {
        self.kind = kind
        self.body = body
        self.path = path
        self.schema = schema
        self.options = options
        activity = Activity(kind: kind)
    }

    // MARK: Things

    /// Joins a thing that a text or number names; an empty text names none.
    mutating func join(
        _ role: Participation.Role, _ kind: ThingKind, _ name: JSON?, quantity: Quantity? = nil,
        revision: String? = nil, at time: SourceTime? = nil, meaning: String? = nil,
        _ member: String = ""
    ) {
        for name in name?.elements ?? [name ?? .null] {
            guard let text = name.scalarText, !text.isEmpty else { continue }
            do throws(MalformedThing) {
                let part = Participation(
                    role, try Thing(kind, text), quantity: quantity, revision: revision, at: time,
                    meaning: meaning)
                // A heat is named once for each piece that was cast from it.
                if !activity.participants.contains(part) { activity.participants.append(part) }
            } catch {
                problems.append(
                    Problem(
                        "certificate.thing.malformed", at: path.at("\(path.path).\(member)"),
                        found: "\(error)", expected: "a name as the issuer has it"))
            }
        }
    }

    /// The certificate itself, by its number.
    mutating func name(_ number: JSON?, revision: String? = nil, _ member: String) {
        self.number = number?.scalarText.flatMap { $0.isEmpty ? nil : $0 }
        join(.about, .certificate, number, revision: revision, member)
    }

    /// Who issued it; a statement of a firm unless somebody signed.
    mutating func issued(by party: JSON?) {
        let name = party?["Name"] ?? party?["CompanyName"] ?? party?["PartyName"]
        issuer = issuer ?? name?.text
        join(.sender, .party, name, "issuer")
        if activity.attribution == .none, name?.text != nil { activity.attribution = .organisation }
    }

    /// A person who put their name to it.
    ///
    /// No certificate of these kinds can be checked for that.
    mutating func signed(by name: JSON?, at time: SourceTime?, meaning: String?) {
        join(.signatory, .person, name, at: time, meaning: meaning, "signer")
        if name?.scalarText?.isEmpty == false { activity.attribution = .personNamed }
    }

    // MARK: Times and amounts

    /// A date or time.
    ///
    /// A date alone stands for no moment, whatever the zone.
    mutating func time(_ value: JSON?, _ member: String) -> SourceTime? {
        guard let text = value?.text, !text.isEmpty else { return nil }
        if let time = SourceTime(text, assuming: options.assumedZone) {
            if time.instant == nil {
                warn(
                    "certificate.time.no-zone", member, found: options.assumedZone.found(text),
                    "an offset from UTC; without one it stands for no moment")
            }
            return time
        }
        if WrittenTime(text + "T00:00:00") != nil {
            return SourceTime(text: text, instant: nil, zone: .absent)
        }
        warn(
            "certificate.time.unreadable", member, found: Problem.quote(text),
            "a date such as 2026-11-21; it is kept as text only")
        add(member, text)
        return nil
    }

    func quantity(_ amount: JSON?, _ unit: JSON?) -> Quantity? {
        guard let digits = amount?.scalarText, JSONDecimal(digits) != nil else { return nil }
        return Quantity(digits, unit: unit?.text.flatMap { $0.isEmpty ? nil : $0 })
    }

    // MARK: Results

    mutating func add(_ value: CertifiedValue, _ member: String) {
        activity.results += value.results
        if let method = value.method, !method.isEmpty { add("\(value.name).Method", method) }
        for result in value.results {
            guard let claimed = result.claimed, let computed = result.computed, claimed != computed
            else { continue }
            warn(
                "certificate.result.verdict", member,
                found: "\(Problem.quote(result.name)) claimed as \(claimed.rawValue)",
                "\(computed.rawValue), from value and limits")
        }
    }

    // MARK: What is left

    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        guard activity.attributes.count < CertificateDraft.attributesMax, name.utf8.count <= 256,
            value.utf8.count <= CertificateDraft.attributeBytesMax,
            !value.utf8.starts(with: "data:".utf8)
        else { return dropped += 1 }
        activity.attributes.append(Attribute(name, value))
    }

    /// Everything in a part of the certificate but some members, by the names that lead to it.
    mutating func keep(_ json: JSON?, as name: String, except: Set<String> = []) {
        guard let json else { return }
        if let text = json.scalarText { return add(name, text) }
        for (index, element) in (json.elements ?? []).enumerated() {
            keep(element, as: "\(name)[\(index)]", except: except)
        }
        for member in json.members ?? []
        where !except.contains(member.name) && !CertificateDraft.apart.contains(member.name) {
            let inner = name.isEmpty ? member.name : "\(name).\(member.name)"
            keep(member.value, as: inner, except: except)
        }
    }

    /// How to reach people, and pictures: in the original only.
    private static let apart: Set<String> = [
        "Email", "Emails", "Phone", "Fax", "Contacts", "Logo", "StampImage", "CE_Image", "Data",
        "SignatureStamp", "SignerName", "Operator",
    ]

    mutating func warn(_ code: String, _ member: String, found: String, _ expected: String) {
        warnings.append(
            Problem(
                code, at: member.isEmpty ? path : path.at("\(path.path).\(member)"), found: found,
                expected: expected))
    }

    /// Sums up: the claim about the whole beside what the values say, and what was left behind.
    mutating func conclude() {
        let failing = activity.results.filter { $0.computed == .fail }
        if let declared {
            let compared = activity.results.contains { $0.computed != nil }
            activity.claims.append(
                Claim(
                    name: "conformity", claimed: declared,
                    // Values within their limits do not prove conformity; one outside disproves it.
                    computed: failing.isEmpty || !compared ? nil : "false"))
        }
        if !failing.isEmpty {
            warn(
                "certificate.results.fail", "",
                found: "\(failing.count) values outside the limits that it names itself",
                "values within them: "
                    + failing.prefix(5).map(\.name).joined(separator: ", "))
        }
        add("RefSchemaUrl", schema)
        if dropped > 0 {
            warn(
                "certificate.attributes.more", "", found: "\(dropped) fields not listed here",
                "pictures, attachments and long texts; all are in the original")
        }
    }
}

extension JSON {
    /// A text, number or truth as text; `nil` for anything else.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .integer, .decimal: numberText
        case .null, .array, .object: nil
        }
    }

    /// The elements of an array, or the value itself where one was written without an array.
    var oneOrMany: [JSON] {
        switch self {
        case .array(let elements): elements
        case .null: []
        case .bool, .integer, .decimal, .string, .object: [self]
        }
    }
}
