// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import Ledger
import Records
import Registrar
import Traceability
import TransparencyLog

/// A trust-window question asked for a joint case, as the record that freezes the answer.
struct TrustSnapshot: Sendable {
    let title: String
    let fields: [FieldChange]
    let links: [RecordLink]
    let dossier: TrustDossier

    /// Asks what relied on a suspect of a case.
    ///
    /// The log is sealed first, so that the answer names a checkpoint that anyone can ask for.
    ///
    /// - Parameters:
    ///   - joint: the case; its suspects and the time they are suspect are the question.
    ///   - named: which of its suspects; the first, if not said.
    ///   - earlier: the snapshot whose question is asked again, if one.
    ///   - desk: where records are read.
    ///   - plant: the plant at work.
    ///   - keeping: where the answer is kept as a file.
    /// - Returns: the fields and links of the snapshot, and the answer itself.
    /// - Throws: a failure when the case names no suspect or no time; faults of the plant.
    static func take(
        for joint: RecordState, on named: Thing? = nil, repeating earlier: RecordState? = nil,
        at desk: RecordDesk, _ plant: Plant, _ keeping: FileKeeping
    ) async throws -> TrustSnapshot {
        let suspects = (earlier ?? joint).things("suspects")
        guard let suspect = named ?? suspects.first else {
            throw CommandFailure(
                "WM-JOINT-001", "\(joint.id) names no suspect.",
                remedy: "`record amend \(joint.id) --set suspects=account:…` names one.",
                status: .ruleSaysNo)
        }
        guard let since = joint["suspect-from"], let from = joint.moment("suspect-from") else {
            throw CommandFailure(
                "WM-JOINT-002", "\(joint.id) does not say since when.",
                remedy: "`record amend \(joint.id) --set suspect-from=…` says it.",
                status: .ruleSaysNo)
        }
        let until = joint.moment("suspect-until")
        let sealed = try await plant.ledger.seal(now: .now)
        let dossier = try await desk.trace.trustWindow(on: suspect, from: from, to: until)
        let answer = try keeping.reference(
            to: TrustWindowAnswer.json(dossier).canonical + [0x0A], named: "trust-window.json",
            mediaType: "application/json")
        var fields = [
            FieldChange("query", .text(question(suspect, from, until))),
            FieldChange("suspects", .list([.thing(suspect)])), FieldChange("from", since),
            FieldChange("checkpoint", .text(checkpoint(sealed))),
            FieldChange("streams", .list(streams(of: dossier).map { .thing($0) })),
            FieldChange("answer", .file(answer)),
            FieldChange("confirmed-until", .text(confirmed(dossier))),
        ]
        if let until = joint["suspect-until"] { fields.append(FieldChange("to", until)) }
        for (name, count, unit) in counts(dossier) {
            fields.append(
                FieldChange("\(name)-count", .quantity(Quantity("\(count)", unit: unit))))
        }
        return TrustSnapshot(
            title: "What relied on \(suspect)", fields: fields,
            links: [RecordLink("of", joint.id)]
                + (earlier.map { [RecordLink("repeats", $0.id)] } ?? []), dossier: dossier)
    }

    private static func question(_ suspect: Thing, _ from: Instant, _ until: Instant?) -> String {
        "witnessmark trust-window \(suspect.kind.rawValue) \(suspect.name) --from "
            + from.rfc3339Seconds + (until.map { " --until \($0.rfc3339Seconds)" } ?? "")
    }

    private static func checkpoint(_ sealed: SealedCheckpoint) -> String {
        String(decoding: sealed.note, as: UTF8.self).trimmed
    }

    private static func confirmed(_ dossier: TrustDossier) -> String {
        if let point = dossier.confirmed.confirmed {
            return "checkpoint of size \(point.size), confirmed by others"
        }
        guard let point = dossier.confirmed.sealed else {
            return "nothing before it is sealed or confirmed by others"
        }
        return "checkpoint of size \(point.size), sealed here; nobody else confirms it"
    }

    /// The sources whose records relied on the suspect, sorted.
    static func streams(of dossier: TrustDossier) -> [Thing] {
        Set(dossier.records.filter { $0.bearing == .relying }.map(\.traced.source))
            .sorted { $0.name < $1.name }
    }

    private static func counts(_ dossier: TrustDossier) -> [(String, Int, String)] {
        [
            ("records", dossier.relying.count, "records"),
            ("product", dossier.affected.count, "items"),
            (
                "delivered",
                dossier.affected.filter { $0.placement.state == .shipped }.count, "items"
            ),
            ("signatures", dossier.endorsements.filter(\.isSigned).count, "signatures"),
            ("releases", dossier.endorsements.filter(\.isRelease).count, "releases"),
            ("packages", dossier.packages.count, "packages"),
        ]
    }
}
