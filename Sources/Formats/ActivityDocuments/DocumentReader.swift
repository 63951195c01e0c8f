// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Takes the members of a document one by one into an activity.
struct DocumentReader {
    /// The longest `id` and `source` in bytes: they go into a header of bounded size.
    static let nameBytesMax = 1_024

    private(set) var activity = Activity(kind: "")
    private(set) var id: String?
    private(set) var source: String?
    var problems: [Problem] = []
    var warnings: [Problem] = []
    let place: Place
    let assumedZone: AssumedZone?

    init(place: Place, assumedZone: AssumedZone?) {
        self.place = place
        self.assumedZone = assumedZone
    }

    /// Reads one member of the document.
    mutating func take(_ member: JSON.Member) {
        let value = member.value
        // Names here are lower-case ASCII, to which no other text is canonically equivalent.
        switch member.name {
        case "id": id = name(value, "id")
        case "source": takeSource(value)
        case "activity": activity.kind = name(value, "activity") ?? ""
        case "status": activity.status = word(value, "status") ?? .completed
        case "step": activity.step = text(value, "step")
        case "summary": activity.summary = text(value, "summary")
        case "occurred": activity.occurred = time(value, "occurred")
        case "ended": activity.ended = time(value, "ended")
        case "recorded": activity.recordedAtSource = time(value, "recorded")
        case "becameKnown": activity.becameKnown = time(value, "becameKnown")
        case "by": takePeople(value, "by", .performer, .personNamed)
        case "signedBy": takePeople(value, "signedBy", .signatory, .personSigned)
        case "equipment": takeNamed(value, "equipment", .equipment, .equipment)
        case "instruments": takeNamed(value, "instruments", .instrument, .equipment)
        case "programme": takeNamed(value, "programme", .programme, .programme)
        case "documents": takeNamed(value, "documents", .document, .document)
        case "system": takeNamed(value, "system", .recorder, .system)
        case "order": takeNamed(value, "order", .order, .order)
        case "operation": takeNamed(value, "operation", .order, .operation)
        case "place": takeNamed(value, "place", .place, .place)
        case "destination": takeNamed(value, "destination", .destinationPlace, .place)
        case "shippedTo": takeNamed(value, "shippedTo", .recipient, .party)
        case "receivedFrom": takeNamed(value, "receivedFrom", .sender, .party)
        case "inputs": takeThings(value, "inputs", .input)
        case "outputs": takeThings(value, "outputs", .output)
        case "subjects": takeThings(value, "subjects", .subject)
        case "container": takeThings(value, "container", .container)
        case "contents": takeThings(value, "contents", .content)
        case "components": takeThings(value, "components", .component)
        case "evidence": takeThings(value, "evidence", .evidence)
        case "alsoKnownAs": takeThings(value, "alsoKnownAs", .alias)
        case "about": takeThings(value, "about", .about)
        case "effect": activity.effect = word(value, "effect") ?? .none
        case "state": activity.state = word(value, "state")
        case "sourceState": activity.sourceState = text(value, "sourceState")
        case "results": takeResults(value)
        case "capture": activity.capture = word(value, "capture")
        case "clock": activity.clock = clock(value)
        case "sequence": activity.sequence = sequence(value)
        case "memberOf": activity.membership = membership(value)
        case "expected": takeThings(value, "expected", .expected)
        case "session": activity.session = name(value, "session")
        case "valid": activity.valid = validity(value)
        case "exception": activity.exception = word(value, "exception")
        case "blanks": takeBlanks(value)
        case "corrects": activity.correction = correction(value)
        case "attributes": takeAttributes(value)
        default: refuse(unknown: member.name)
        }
    }

    /// Says what is missing once every member has been taken.
    mutating func finish() {
        if activity.kind.isEmpty,
            !problems.contains(where: { $0.code.hasPrefix("activity.activity") })
        {
            problem(
                "activity.missing", "activity", found: "no such member",
                "the member “activity” that says what happened, such as “heat-treat.completed”")
        }
        requireOneBearerOfAliases()
    }

    // MARK: Members with rules of their own

    private mutating func takeSource(_ value: JSON) {
        guard let text = name(value, "source") else { return }
        guard URIText.isReference(text) else {
            return problem(
                "source.malformed", "source", found: Problem.quote(text),
                "a URI or a name without spaces, such as urn:plant7:mes (RFC 3986 §4.1)")
        }
        source = text
    }

    private mutating func takePeople(
        _ value: JSON, _ member: MemberPath, _ role: Participation.Role, _ level: Attribution
    ) {
        let before = activity.participants.count
        for (item, path) in items(value, member) {
            let (somebody, act) = role == .signatory ? signature(item, path) : (item, nil)
            // A bare name is a person's: that is what shops write.
            let participation =
                somebody.text == nil
                ? thing(somebody, path, role) : named(somebody, path, role, .person)
            guard var participation else { continue }
            participation.at = act?.at
            participation.meaning = act?.meaning
            activity.participants.append(participation)
        }
        for participation in activity.participants[before...] {
            let attribution: Attribution =
                switch participation.thing.kind {
                case .person, .account: level
                case .equipment, .system: .device
                case .party: .organisation
                case .lot, .serial, .material, .container, .order, .operation, .shipment,
                    .programme, .place, .document, .certificate, .record:
                    .none
                }
            guard attribution != .none else {
                problem(
                    "\(member.plain).kind", member, found: "a \(participation.thing.kind.rawValue)",
                    "a person, account, equipment, system or party")
                continue
            }
            if attribution.isStronger(than: activity.attribution) {
                activity.attribution = attribution
            }
        }
    }

    private mutating func takeNamed(
        _ value: JSON, _ member: MemberPath, _ role: Participation.Role, _ kind: ThingKind
    ) {
        for (item, path) in items(value, member) {
            // `{"name": …}` takes the member's own kind; `{"<kind>": …}` says another one.
            let hasName = item.text != nil || item["name"] != nil
            let participation =
                hasName ? named(item, path, role, kind) : thing(item, path, role)
            if let participation { activity.participants.append(participation) }
        }
    }

    private mutating func takeThings(
        _ value: JSON, _ member: MemberPath, _ role: Participation.Role
    ) {
        for (item, path) in items(value, member) {
            if let participation = thing(item, path, role) {
                activity.participants.append(participation)
            }
        }
    }

    private mutating func takeResults(_ value: JSON) {
        for (item, path) in items(value, "results") {
            if let result = result(item, path) { activity.results.append(result) }
        }
    }

    private mutating func takeBlanks(_ value: JSON) {
        for (item, path) in items(value, "blanks") {
            if let field = text(item, path) { activity.blanks.append(field) }
        }
    }

    private mutating func takeAttributes(_ value: JSON) {
        guard case .object(let members) = value else {
            return problem("attributes.type", "attributes", found: value.kindName, "an object")
        }
        for member in members {
            guard let text = scalar(member.value) else {
                problem(
                    "attributes.type", MemberPath("attributes").at(Problem.pathStep(member.name)),
                    found: member.value.kindName, "a text, a number, true or false")
                continue
            }
            activity.attributes.append(Attribute(member.name, text))
        }
    }

    private mutating func requireOneBearerOfAliases() {
        guard activity.participants.contains(where: { $0.role == .alias }) else { return }
        let bearers = activity.participants.count { $0.role == .subject || $0.role == .output }
        guard bearers != 1 else { return }
        problem(
            "alsoKnownAs.ambiguous", "alsoKnownAs", found: "\(bearers) subjects and outputs",
            "exactly one, whose other names these are")
    }

    private mutating func refuse(unknown name: String) {
        problem(
            "unknown-member", MemberPath(Problem.pathStep(name)), found: Problem.quote(name),
            "a member of docs/ACTIVITY.md; fields of your own go into “attributes”")
    }
}

extension Attribution {
    /// A signature outweighs a name, a name a device, a device an organisation.
    fileprivate func isStronger(than other: Attribution) -> Bool { rank < other.rank }

    private var rank: Int {
        switch self {
        case .personSigned: 0
        case .personNamed: 1
        case .device: 2
        case .organisation: 3
        case .none: 4
        }
    }
}
