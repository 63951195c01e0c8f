// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Glibc
import Intake
import Ledger
import Reading
import Spreadsheet

/// The mappings that somebody approved for a plant.
///
/// The log is what approves: `mapping.approved` names the mapping, its revision and the digest of its
/// file, and who approved it for which reason. `mappings/NAME@REVISION.json` is a copy to read from; a
/// copy whose digest the log does not know is not used.
struct MappingLibrary {
    let folder: PlantFolder
    let journal: any Journal

    /// A mapping in the library.
    struct Approved {
        let mapping: SpreadsheetMapping
        /// Where the approval stands in the log.
        let position: UInt64
    }

    /// The event under which a revision of a mapping is approved, once.
    static func key(of label: String) -> EventKey {
        EventKey(source: IntakeEntries.ownSource, event: "mapping:\(label)")
    }

    /// Where the copy of a revision is.
    func path(of label: String) -> String { "\(folder.mappings)/\(label).json" }

    /// Everything that is approved, by name and then in the order of approval.
    ///
    /// `warn` hears of copies that are not what was approved; they are left out.
    func all(warn: (String) -> Void) throws -> [Approved] {
        var found: [Approved] = []
        for label in labels() {
            guard let approved = try approved(label, warn: warn) else { continue }
            found.append(approved)
        }
        return found.sorted {
            ($0.mapping.name, $0.position) < ($1.mapping.name, $1.position)
        }
    }

    /// The revision of each mapping that was approved last.
    func inForce(warn: (String) -> Void) throws -> [Approved] {
        let all = try all(warn: warn)
        return all.enumerated().filter { index, approved in
            index + 1 == all.count || all[index + 1].mapping.name != approved.mapping.name
        }.map(\.element)
    }

    /// The mapping that a name means: a revision, or the one approved last.
    func mapping(_ wanted: String, warn: (String) -> Void) throws -> Approved {
        let isRevision = wanted.contains("@")
        let candidates = try isRevision ? all(warn: warn) : inForce(warn: warn)
        if let found = candidates.first(where: {
            (isRevision ? $0.mapping.label : $0.mapping.name).hasSameBytes(as: wanted)
        }) {
            return found
        }
        let known = candidates.map(isRevision ? \.mapping.label : \.mapping.name)
        throw CommandFailure(
            "WM-MAP-001", "No mapping “\(wanted)” is approved here.",
            remedy: known.isEmpty
                ? "None is. Approve one with `witnessmark mapping approve FILE --by PERSON --reason TEXT`."
                : "Approved are \(known.joined(separator: ", ")).", status: .notFound)
    }

    private func approved(_ label: String, warn: (String) -> Void) throws -> Approved? {
        let path = path(of: label)
        guard let bytes = try DurableFile.read(path, atMost: SpreadsheetMapping.bytesMax) else {
            return nil
        }
        guard let known = try journal.events([MappingLibrary.key(of: label)])[0],
            known.fingerprint == Digest(of: bytes)
        else {
            warn("\(path) is not what was approved, and is not used.")
            return nil
        }
        let mapping: SpreadsheetMapping
        do throws(MalformedMapping) {
            mapping = try SpreadsheetMapping(parsing: bytes, zones: ZoneFile.lookUp)
        } catch {
            let first = error.problems.listed.first.map { ": \($0)" } ?? ""
            warn("\(path) cannot be read here, and is not used\(first).")
            return nil
        }
        return Approved(mapping: mapping, position: known.position)
    }

    /// The names of the copies, without their ending.
    private func labels() -> [String] {
        guard let listing = opendir(folder.mappings) else { return [] }
        defer { closedir(listing) }
        var labels: [String] = []
        while let item = readdir(listing) {
            let name = withUnsafeBytes(of: item.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".json") { labels.append(String(name.dropLast(5))) }
        }
        return labels
    }
}

extension MappingLibrary {
    /// Reads a mapping file, or says everything that is wrong with it.
    static func read(_ path: String) throws -> (mapping: SpreadsheetMapping, bytes: [UInt8]) {
        guard let bytes = try DurableFile.read(path, atMost: SpreadsheetMapping.bytesMax) else {
            throw CommandFailure(
                "WM-MAP-002", "There is no file \(path).", status: .notFound)
        }
        do throws(MalformedMapping) {
            return (try SpreadsheetMapping(parsing: bytes, zones: ZoneFile.lookUp), bytes)
        } catch {
            let listed = error.problems.listed.prefix(50).map { problem in
                "  \(problem.place.path): expected \(problem.expected), found \(problem.found)"
            }
            let more = Int(error.problems.count) - listed.count
            throw CommandFailure(
                "WM-MAP-003",
                "\(path) is no mapping:\n" + listed.joined(separator: "\n")
                    + (more > 0 ? "\n  and \(more) more" : ""),
                remedy: "docs/MAPPINGS.md says how a mapping is written.")
        }
    }
}
