// SPDX-License-Identifier: Apache-2.0

extension Thing {
    /// The name that all spellings of the thing share: its own, unless a naming scheme gives one.
    ///
    /// GS1 has two spellings of each identifier, an EPC URI and a Digital Link on any domain, and
    /// one source writes this, another that. The name stays as it was written; this is only what it
    /// is found by. A name counts as an identifier of GS1's where it stands for the kind of thing
    /// that is named: an address under which some system keeps a *record* may look like one.
    package var identity: Thing {
        guard !kind.isPersonal, Thing.mayBeIdentifier(name),
            let identifier = GS1Identifier(name), identifier.key.thingKind == kind
        else { return self }
        // A canonical link is shorter than the longest name, or the name stands for itself.
        return (try? Thing(kind, identifier.digitalLink)) ?? self
    }

    /// Whether a name begins as an EPC URI or a web address; nearly all names are ruled out by it.
    private static func mayBeIdentifier(_ name: String) -> Bool {
        name.utf8.starts(with: "urn:epc:".utf8) || name.utf8.starts(with: "http".utf8)
    }
}
