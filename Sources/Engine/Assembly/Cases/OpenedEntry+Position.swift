// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Traceability
import TransparencyLog

extension OpenedEntry {
    /// Where it stands in the log.
    package var position: EntryPosition { EntryPosition(index.value) }
}

extension JudgedSignature {
    /// Where the signature stands in the log.
    package var position: EntryPosition { EntryPosition(entry.value) }
}
