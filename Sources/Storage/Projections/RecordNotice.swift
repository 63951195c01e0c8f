// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records

/// What an act of a governed record means for finding records again.
struct RecordNotice: Sendable {
    let record: RecordID
    let kind: String
    let number: Int64
    let at: Instant
    let request: String
    /// Title and site, when the act opens the record.
    let opening: (title: String, site: String)?
    /// The state after it, when the act moves the record.
    let state: String?
    /// Every record that it names.
    let records: [RecordID]
    /// Every thing that it names.
    let things: [Thing]
    let counterpart: SystemKey?

    /// `nil` when the content is no act of a record.
    init?(parsing body: [UInt8]) {
        // What cannot be read is no act; `fsck` and the record's own reader say so loudly.
        guard let content = try? JSON(parsing: body),
            let record = content["record"]?.text.flatMap({ RecordID($0) }),
            let kind = content["kind"]?.text, let number = content["act"]?.integer,
            let at = content["at"]?.text.flatMap({ WrittenTime($0)?.instant }),
            let request = content["request"]?.text
        else { return nil }
        self.record = record
        self.kind = kind
        self.number = number
        self.at = at
        self.request = request
        if let title = content["title"]?.text, let site = content["site"]?.text {
            opening = (title, site)
            state = content["state"]?.text
        } else {
            opening = nil
            state =
                content["to"]?.text
                ?? (content["from"] == nil ? nil : Voided.state.text)
        }
        var collector = Named()
        for name in ["changes", "links", "link", "successor", "cause"] {
            if let json = content[name] { collector.collect(json) }
        }
        records = collector.records.filter { $0 != record }
        things = collector.things
        let key = content["systemLink"]?["key"]
        counterpart = key.flatMap { key in
            guard let system = key["system"]?.text, let kind = key["kind"]?.text,
                let remoteID = key["remoteID"]?.text
            else { return nil }
            return SystemKey(system: system, kind: kind, remoteID: remoteID)
        }
    }

    /// Walks values and picks out what they name.
    private struct Named {
        var records: [RecordID] = []
        var things: [Thing] = []

        mutating func collect(_ json: JSON) {
            if let text = json.text, let id = RecordID(text) { records.append(id) }
            for element in json.elements ?? [] { collect(element) }
            if let kind = json["kind"]?.text.flatMap({ ThingKind(rawValue: $0) }),
                let name = json["name"]?.text
            {
                // A name that cannot be a thing's names none.
                if let thing = try? Thing(kind, name) { things.append(thing) }
            }
            for member in json.members ?? [] { collect(member.value) }
        }
    }
}

/// What kinds of entry say who people are and what they may do.
enum AccessEntries {
    private static let prefixes = [
        "person.", "role.", "delegation.", "qualification.", "accountability.", "signing.",
    ]

    static func contain(_ type: String) -> Bool { prefixes.contains { type.hasPrefix($0) } }
}
