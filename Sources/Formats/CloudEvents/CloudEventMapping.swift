// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Makes an activity of an event: the payload's where somebody can read it, else the envelope's.
///
/// The payload is the source's own account and comes first; the envelope fills in what it leaves
/// open. Source and id are always the envelope's: they are what a sender repeats when it sends again.
struct CloudEventMapping: JSONPartMapping {
    let payloads: [any PayloadMapping]
    let options: ReadingOptions

    func map(_ json: JSON, _ part: JSONPart, into batch: inout ReadBatch) {
        guard let event = CloudEvent(json, at: part.place, problems: &batch.problems) else {
            return
        }
        var mapped = payload(of: event, at: part.place)
        let occurred = event.time.flatMap { SourceTime($0, assuming: options.assumedZone) }
        if let time = event.time, occurred?.instant == nil {
            mapped.problems.append(problem(with: time, isTime: occurred != nil, at: part.place))
        }
        if let id = mapped.eventID, !id.hasSameBytes(as: event.id) {
            mapped.warnings.append(
                Problem(
                    "cloudevents.id.differs", at: part.place.at("\(part.place.path).data"),
                    found: Problem.quote(id), expected: "the id of the event it is in"))
        }
        guard mapped.problems.isEmpty, var activity = mapped.activity else {
            for problem in mapped.problems { batch.problems.add(problem) }
            return
        }
        do throws(MalformedThing) { try activity.fill(from: event, occurred) } catch {
            return batch.problems.add(
                Problem(
                    "cloudevents.extension.name-too-long", at: part.place, found: "\(error)",
                    expected: "a subject, wmactor, wmdevice and wmsite of at most 1024 bytes"))
        }
        if activity.occurred == nil {
            mapped.warnings.append(
                Problem(
                    "cloudevents.time.missing", at: part.place.at("\(part.place.path).time"),
                    found: "no such attribute", expected: "when it happened"))
        }
        batch.activities.append(
            ReadActivity(
                activity, source: event.source, eventID: event.id, place: part.place,
                bytes: part.bytes, digest: part.digest, warnings: mapped.warnings))
    }

    /// What the payload says, or an activity that has only the event's type so far.
    private func payload(of event: CloudEvent, at place: Place) -> MappedPayload {
        let type = event.contentType
        let mapping = payloads.first {
            $0.claims(contentType: type, schema: event.schema, type: event.type)
        }
        switch (event.payload, mapping) {
        case (.data(let json), let mapping?):
            return mapping.map(json, at: place.at("\(place.path).data"), options)
        case (.binary(let bytes), let mapping?) where type?.isJSON ?? true:
            let place = place.at("\(place.path).data_base64")
            do throws(JSONError) {
                let json = try JSON(
                    parsing: bytes, limits: JSONLimits(depth: options.limits.depthMax))
                return mapping.map(json, at: place, options)
            } catch {
                let found = Problem(error, in: Place())
                return MappedPayload(
                    activity: nil,
                    problems: [
                        Problem(
                            found.code, at: place, found: "\(found.found) in what it stands for",
                            expected: found.expected)
                    ])
            }
        case (.none, _), (.data, nil), (.binary, _):
            return MappedPayload(activity: .unread(event))
        }
    }

    private func problem(with time: String, isTime: Bool, at place: Place) -> Problem {
        Problem(
            isTime ? "cloudevents.time.no-zone" : "cloudevents.time.malformed",
            at: place.at("\(place.path).time"), found: options.assumedZone.found(time),
            expected: isTime
                ? "an offset from UTC, or Z (RFC 3339 §5.6); or say which to assume"
                : "a time such as 2026-11-21T08:15:00+01:00 (RFC 3339)")
    }
}

extension Activity {
    /// The most members of a payload that nobody claims which are kept for reading and searching.
    private static let attributesMax = 64
    /// The longest of their values that is kept, in bytes.
    private static let attributeBytesMax = 1_024

    /// What an event says whose payload nobody reads.
    fileprivate static func unread(_ event: CloudEvent) -> Activity {
        var activity = Activity(kind: event.type)
        guard case .data(.object(let members)) = event.payload else { return activity }
        for member in members.prefix(attributesMax) {
            guard let text = member.value.text ?? member.value.numberText,
                text.utf8.count <= attributeBytesMax
            else { continue }
            activity.attributes.append(Attribute(member.name, text))
        }
        return activity
    }

    /// Fills in what the payload leaves open.
    fileprivate mutating func fill(
        from event: CloudEvent, _ time: SourceTime?
    ) throws(MalformedThing) {
        if occurred == nil { occurred = time }
        if let subject = event.subject, !has(.subject, .output, .input, .about) {
            participants.append(Participation(.about, try Thing(.record, subject)))
        }
        if let actor = event.text(of: "wmactor"), !has(.performer, .signatory) {
            participants.append(Participation(.performer, try Thing(.account, actor)))
            attribution = .personNamed
        }
        if let device = event.text(of: "wmdevice"), !has(.equipment) {
            participants.append(Participation(.equipment, try Thing(.equipment, device)))
            if attribution == .none { attribution = .device }
        }
        if let site = event.text(of: "wmsite"), !has(.place) {
            participants.append(Participation(.place, try Thing(.place, site)))
        }
        for member in event.extensions where !Activity.filledIn.contains(member.name) {
            let value = member.value.bool.map { $0 ? "true" : "false" }
            if let text = value ?? member.value.text ?? member.value.numberText {
                attributes.append(Attribute(member.name, text))
            }
        }
    }

    private static let filledIn = ["wmactor", "wmdevice", "wmsite"]

    private func has(_ roles: Participation.Role...) -> Bool {
        participants.contains { roles.contains($0.role) }
    }
}
