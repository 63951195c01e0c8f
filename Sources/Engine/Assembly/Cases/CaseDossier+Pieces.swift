// SPDX-License-Identifier: Apache-2.0
import Records
import Traceability

extension CaseDossier {
    /// What goes into a package of it: every act, the entries about who signed, the files at hand.
    package var pieces: [PackageDraft.Piece] {
        let files = records.flatMap(\.files).filter(\.isHeld)
        return positions.map { position in
            PackageDraft.Piece(
                position,
                originals: files.filter { $0.entry == position }.map {
                    PackageDraft.Original($0.part, name: $0.reference.name)
                })
        }
    }
}
