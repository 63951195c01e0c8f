// SPDX-License-Identifier: Apache-2.0
import Canon

/// An evidence package that was sealed here, as far as tracing needs to know it.
package struct PackageOnFile: Hashable, Sendable {
    /// Its identifier, the same for all its revisions.
    package let id: String
    package let revision: Int
    /// The entry that sealed it.
    package let sealed: EntryPosition
    package let sealedAt: Instant
    /// What it is about.
    package let scope: ThingID?
    /// To whom this revision was handed out, in order; empty while nobody has it.
    package let issues: [Issue]

    package struct Issue: Hashable, Sendable {
        package let entry: EntryPosition
        package let at: Instant
        /// As the custody entry names them.
        package let recipient: String

        package init(entry: EntryPosition, at: Instant, recipient: String) {
            self.entry = entry
            self.at = at
            self.recipient = recipient
        }
    }

    package init(
        id: String, revision: Int, sealed: EntryPosition, sealedAt: Instant, scope: ThingID?,
        issues: [Issue]
    ) {
        self.id = id
        self.revision = revision
        self.sealed = sealed
        self.sealedAt = sealedAt
        self.scope = scope
        self.issues = issues
    }
}

/// Where sealed packages and the entries in them are known.
package protocol PackageCatalogue {
    associatedtype Failure: Error

    /// Packages that contain any of the entries, in order of sealing; entries ascend.
    func packages(
        containing entries: [EntryPosition]
    ) throws(Failure) -> [(package: PackageOnFile, entries: [EntryPosition])]

    /// Packages about any of the things, in order of sealing; things ascend.
    func packages(about things: [ThingID]) throws(Failure) -> [PackageOnFile]
}

/// A package that rests on what is not to be trusted.
package struct DoubtfulPackage: Hashable, Sendable {
    package let package: PackageOnFile
    /// The relying records in it; empty when it is only about affected product.
    package let relying: [EntryPosition]
}

extension TrustReport {
    /// The packages that contain relying records or are about affected product, in order of sealing.
    package func packages<Catalogue: PackageCatalogue>(
        in catalogue: Catalogue
    ) throws(Catalogue.Failure) -> [DoubtfulPackage] {
        let records = relying.map(\.activity).sorted()
        var doubtful = try catalogue.packages(containing: records).map {
            DoubtfulPackage(package: $0.package, relying: $0.entries)
        }
        let known = Set(doubtful.map(\.package.sealed))
        doubtful += try catalogue.packages(about: items.map(\.thing).sorted())
            .filter { !known.contains($0.sealed) }
            .map { DoubtfulPackage(package: $0, relying: []) }
        return doubtful.sorted { $0.package.sealed < $1.package.sealed }
    }
}
