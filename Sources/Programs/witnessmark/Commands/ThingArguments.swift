// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Canon

/// A thing as a person names it on the command line: its kind, then its name.
struct ThingArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The kind of thing: \(ThingKind.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "kind"))
    var kind: String

    @Argument(help: "Its name, byte for byte as the source wrote it.") var name: String

    func thing() throws -> Thing { try ThingArguments.thing(kind, name) }

    static func thing(_ kind: String, _ name: String) throws -> Thing {
        guard let kind = ThingKind(rawValue: kind) else {
            let known = ThingKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(kind)\" is no kind of thing. Kinds are: \(known).")
        }
        do throws(MalformedThing) { return try Thing(kind, name) } catch {
            throw ValidationError("\(error).")
        }
    }
}

/// A moment as a person writes it: RFC 3339 with an offset, so that no zone is guessed.
struct Moment: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        guard let instant = WrittenTime(argument)?.instant else { return nil }
        self.instant = instant
    }
}
