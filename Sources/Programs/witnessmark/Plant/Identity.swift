// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Ledger
import Registrar

/// Who is known at a plant, and how they are recognised.
struct Identity: Sendable {
    let ledger: AccessLedger
    let authenticator: Authenticator
    /// What a guess at a password chosen now shall cost.
    let cost: ScryptCost
    /// The pseudonym of whoever runs this program.
    let account: String

    /// Of a plant at work; only while it serves can anything be written.
    init(of plant: Plant) {
        let log = plant.ledger
        ledger = AccessLedger(
            plant.journal, origin: plant.settings.origin, preparer: plant.preparer,
            append: { try await log.append($0) })
        authenticator = Authenticator(
            ledger, CredentialFolder(plant.folder.credentials), salts: SystemSalts())
        cost = plant.settings.scryptCost
        account = plant.actor
    }

    /// The directory of a plant that is open for reading.
    static func directory(of plant: PlantOnRead) async throws -> Directory {
        try await AccessLedger(
            plant.journal, origin: plant.settings.origin,
            preparer: EntryPreparer(salts: SystemSalts()),
            append: { _ in throw AppendError.stopped }
        ).current()
    }
}

extension Directory {
    /// Somebody as a command names them, who must be known.
    func known(_ name: String) throws(CommandFailure) -> Person {
        guard let person = person(named: name) else {
            throw CommandFailure(
                "WM-WHO-005", "Nobody here is \"\(name.visible)\".",
                remedy: "`witnessmark people list` names everybody, with numbers and logins.",
                status: .notFound)
        }
        return person
    }
}
