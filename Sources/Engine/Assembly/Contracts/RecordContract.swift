// SPDX-License-Identifier: Apache-2.0

/// The contract of one governed record: its whole history, its signatures, what verifies them.
extension Contract<CaseDossier> {
    package static let record = Contract(
        name: "record", revision: 1, title: "Governed record",
        items: [
            .record, .history, .signatures, .signers, .attachments, .linked, .openItems,
        ])
}
