// SPDX-License-Identifier: Apache-2.0

/// The data directory of a plant, and where each thing in it lies.
struct PlantFolder: Sendable {
    let path: String

    init(_ path: String) {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// Entries with openings, tiles, head, checkpoints: the truth.
    var ledger: String { path + "/ledger.db" }
    /// Read models; may be deleted and is rebuilt.
    var projections: String { path + "/projections.db" }
    /// Files as received, by digest.
    var originals: String { path + "/originals" }
    /// Rejected files with their reasons.
    var quarantine: String { path + "/quarantine" }
    /// Copies of the approved mappings, by name and revision.
    var mappings: String { path + "/mappings" }
    /// Issued packages, byte for byte.
    var packages: String { path + "/packages" }
    /// What people are recognised by; nobody but the owner may read it.
    var credentials: String { path + "/credentials" }
    /// The last sealed checkpoint, unless a setting puts it elsewhere.
    var anchor: String { path + "/anchor" }
    var key: String { path + "/log.key" }
    var verifierKey: String { path + "/log.vkey" }
    var settings: String { path + "/plant.json" }
    /// Up to which entry reactions have answered; may be deleted.
    var reactions: String { path + "/reactions" }
    /// The roots that tokens of the time-stamping service are checked with.
    var timestampRoots: String { path + "/" + PlantFolder.timestampRootsName }
    static let timestampRootsName = "timestamp-roots.pem"

    /// A path as a setting gives it: one that is not absolute begins in this folder.
    func resolving(_ setting: String) -> String {
        setting.hasPrefix("/") ? setting : "\(path)/\(setting)"
    }
}
