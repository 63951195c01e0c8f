// SPDX-License-Identifier: Apache-2.0
import Canon

/// One thing that is not as it was written: where, and what is wrong with it.
package struct FsckFinding: Equatable, Sendable {
    /// The place at fault, as exactly as what is left can tell.
    package enum Place: Hashable, Sendable {
        case entry(position: UInt64, EntryPart)
        /// These entries together are not those that were sealed; which of them cannot be told.
        case entries(Range<UInt64>)
        case tile(TileAddress)
        case head
        case checkpoint(size: UInt64)
        case event(EventKey)
        case original(Digest)
        case anchor
        /// What was put aside because it could not be taken in, by its file's digest.
        case rejected(Digest)
        /// What is derived from the log and kept, so that questions are answered quickly.
        case readModels
        /// The engine's own files.
        case engine
    }

    /// A part of an entry's row.
    package enum EntryPart: String, Hashable, Sendable {
        case row, header, leaf, kind, event, fingerprint, content, person
    }

    package let place: Place
    /// What is wrong, as the rest of a sentence that begins with the place.
    package let problem: String

    package init(_ place: Place, _ problem: String) {
        self.place = place
        self.problem = problem
    }

    /// A stable name of the kind of finding, such as `entry.header`.
    package var code: String {
        switch place {
        case .entry(_, let part): "entry.\(part.rawValue)"
        case .entries: "entries"
        case .tile: "tile"
        case .head: "head"
        case .checkpoint: "checkpoint"
        case .event: "event"
        case .original: "original"
        case .anchor: "anchor"
        case .rejected: "rejected"
        case .readModels: "read-models"
        case .engine: "engine"
        }
    }
}

extension FsckFinding: CustomStringConvertible {
    package var description: String { "\(place) \(problem)" }
}

extension FsckFinding.Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .entry(let position, .row): "entry \(position)"
        case .entry(let position, let part): "entry \(position): the \(part.name)"
        case .entries(let positions) where positions.count == 1: "entry \(positions.lowerBound)"
        case .entries(let positions) where positions.isEmpty: "no entry"
        case .entries(let positions):
            "entries \(positions.lowerBound) to \(positions.upperBound - 1)"
        case .tile(let address): "tile \(address.index) of level \(address.level)"
        case .head: "the head"
        case .checkpoint(let size): "the checkpoint over \(size) entries"
        case .event(let key): "the index of event \(key.event) of \(key.source)"
        case .original(let digest): "the original \(digest)"
        case .anchor: "the anchor"
        case .rejected(let digest): "the file \(digest) in quarantine"
        case .readModels: "the read models"
        case .engine: "the database file"
        }
    }
}

extension FsckFinding.EntryPart {
    fileprivate var name: String {
        switch self {
        case .row: "row"
        case .header: "header"
        case .leaf: "leaf hash"
        case .kind: "kind"
        case .event: "event"
        case .fingerprint: "fingerprint"
        case .content: "content"
        case .person: "person part"
        }
    }
}

/// What a check of the whole store found.
package struct FsckReport: Equatable, Sendable {
    /// No more findings are listed; the rest are counted.
    package static let findingsListedMax = 1_000

    /// What was read and compared.
    package internal(set) var entries: UInt64 = 0
    package internal(set) var tiles: UInt64 = 0
    package internal(set) var checkpoints: UInt64 = 0
    package internal(set) var events: UInt64 = 0
    package internal(set) var originals: UInt64 = 0
    /// The first findings, in the order in which they were met.
    package private(set) var findings: [FsckFinding] = []
    /// All findings, listed or not.
    package private(set) var findingCount: UInt64 = 0

    /// Whether everything is as it was written.
    package var isClean: Bool { findingCount == 0 }

    package mutating func add(_ finding: FsckFinding) {
        findingCount += 1
        if findings.count < FsckReport.findingsListedMax { findings.append(finding) }
    }
}
