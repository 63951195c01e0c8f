// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// What an entry of the log says of an evidence package, as far as tracing needs it.
///
/// Content of entries whose type begins with `package.`; members that an entry does not have say
/// nothing, and others are passed over:
///
///     {"entries":[[0,17],[40,40]],"package":"…","recipient":"…","revision":1,
///      "scope":{"kind":"lot","name":"…"}}
///
/// `entries` are stretches of positions, first and last. The seal names only package and revision:
/// what a package contains is told by the entry that hands it out, or by one that lists it.
package struct PackageNotice: Equatable, Sendable {
    package var package: String
    package var revision: Int
    /// What the package is about.
    package var scope: Thing?
    /// The entries in it, ascending.
    package var entries: [EntryPosition] = []
    /// Who received it.
    package var recipient: String?

    /// The most entries that are read from one notice.
    package static let entriesMax = 1_000_000

    package init(package: String, revision: Int) {
        self.package = package
        self.revision = revision
    }

    /// Reads a notice; `nil` when the content is not one.
    package init?(parsing content: [UInt8]) {
        let parsed: JSON
        do throws(JSONError) { parsed = try JSON(parsing: content) } catch { return nil }
        guard let package = parsed["package"]?.text,
            let revision = parsed["revision"]?.integer.flatMap({ Int(exactly: $0) })
        else { return nil }
        self.init(package: package, revision: revision)
        recipient = parsed["recipient"]?.text
        if let scope = parsed["scope"] {
            guard let thing = PackageNotice.thing(scope) else { return nil }
            self.scope = thing
        }
        for stretch in parsed["entries"]?.elements ?? [] {
            guard let ends = stretch.elements, ends.count == 2,
                let first = ends[0].integer, let last = ends[1].integer,
                first >= 0, first <= last, last - first < PackageNotice.entriesMax - entries.count
            else { return nil }
            entries += (first...last).map { EntryPosition(UInt64($0)) }
        }
    }

    /// The members, for the content of an entry.
    package var members: [JSON.Member] {
        var members: [JSON.Member] = [
            .init("package", .string(package)), .init("revision", .integer(Int64(revision))),
        ]
        if !entries.isEmpty {
            members.append(
                .init("entries", .array(stretches.map { .array([.integer($0), .integer($1)]) })))
        }
        if let recipient { members.append(.init("recipient", .string(recipient))) }
        if let scope {
            members.append(
                .init(
                    "scope",
                    ["kind": .string(scope.kind.rawValue), "name": .string(scope.name)]))
        }
        return members
    }

    private var stretches: [(Int64, Int64)] {
        var stretches: [(Int64, Int64)] = []
        for number in entries.map({ Int64(clamping: $0.number) }) {
            if let last = stretches.last, number <= last.1 + 1 {
                stretches[stretches.count - 1].1 = max(last.1, number)
            } else {
                stretches.append((number, number))
            }
        }
        return stretches
    }

    private static func thing(_ json: JSON) -> Thing? {
        guard let kind = json["kind"]?.text.flatMap(ThingKind.init(rawValue:)),
            let name = json["name"]?.text
        else { return nil }
        do throws(MalformedThing) { return try Thing(kind, name) } catch { return nil }
    }
}
