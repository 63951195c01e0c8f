// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Ledger
import Reading
import Spreadsheet

/// The zone a person or a mapping names: an offset, or a place whose rules are on this machine.
enum ZoneFile {
    /// Where systems keep the IANA database, unless `TZDIR` says otherwise.
    static let folder = "/usr/share/zoneinfo"

    /// Reads `+01:00`, or `Europe/Berlin` from the file of that name.
    ///
    /// The program brings no rules of its own: they change several times a year, and an old copy
    /// would be wrong in silence. Where the file is absent nothing is taken in.
    static func zone(_ text: String) throws -> AssumedZone {
        if let minutes = WrittenTime.offsetMinutes(text) { return .offset(minutes: minutes) }
        return .rules(try rules(text))
    }

    /// The rules of a place that a mapping names.
    static func lookUp(_ name: String) throws(NoZoneRules) -> ZoneRules {
        do { return try rules(name) } catch {
            let why = (error as? CommandFailure)?.message ?? "\(error)."
            throw NoZoneRules(
                expected: "an offset as +01:00, or a place whose rules are on this machine ("
                    + why.dropLast() + ")")
        }
    }

    private static func rules(_ text: String) throws -> ZoneRules {
        guard isName(text) else {
            throw CommandFailure(
                "WM-ZONE-001", "\(Problem.quote(text)) is neither an offset nor a zone's name.",
                remedy: "Give an offset such as +01:00, or a name such as Europe/Berlin.",
                status: .usage)
        }
        let root = getenv("TZDIR").map { String(cString: $0) } ?? folder
        let path = "\(root)/\(text)"
        guard let bytes = try DurableFile.read(path, atMost: ZoneRules.fileBytesMax) else {
            throw CommandFailure(
                "WM-ZONE-002", "This machine has no rules for \(text): there is no \(path).",
                remedy: "Install the package tzdata, name its folder with TZDIR, or give an offset "
                    + "such as +01:00 if the clocks were not changed within the file.")
        }
        do throws(MalformedZone) { return try ZoneRules(named: text, tzif: bytes) } catch {
            throw CommandFailure(
                "WM-ZONE-003", "\(path) cannot be used: \(error).",
                remedy: "Install the package tzdata again, or give an offset such as +01:00.")
        }
    }

    /// Names as the IANA database has them: no way out of the folder, nothing to be escaped.
    private static func isName(_ text: String) -> Bool {
        let steps = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count <= 64
            && steps.allSatisfy { step in
                guard let first = step.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else {
                    return false
                }
                return step.utf8.allSatisfy {
                    (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
                        || $0 == 0x2B || $0 == 0x2D || $0 == 0x5F
                }
            }
    }
}
