// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

/// A dossier for somebody who is not to learn who persons are.
///
/// What is left out of the entries must not come back by another door: the readable page is made
/// from a dossier without the names. The subject of the question stays as it was asked, an account
/// too, since whoever gets the answer knows the question.
extension DossierRecord {
    /// The same record with a word in place of each name of a person or account.
    package func withholdingPersons() throws(MalformedThing) -> DossierRecord {
        var activity = traced.activity
        for index in activity.participants.indices {
            let kind = activity.participants[index].thing.kind
            guard kind.isPersonal else { continue }
            activity.participants[index].thing = try Thing(kind, "withheld")
        }
        return DossierRecord(
            traced: TracedActivity(
                position: traced.position, source: traced.source, received: traced.received,
                activity: activity),
            original: original, reader: reader, remarks: remarks, hasOriginal: hasOriginal,
            bearing: bearing)
    }
}

extension [DossierRecord] {
    fileprivate func withholdingPersons() throws(MalformedThing) -> [DossierRecord] {
        try map { record throws(MalformedThing) in try record.withholdingPersons() }
    }
}

extension HistoryDossier {
    package func withholdingPersons() throws(MalformedThing) -> HistoryDossier {
        HistoryDossier(
            subject: subject, otherNames: otherNames,
            records: try records.withholdingPersons(), ancestors: ancestors,
            descendants: descendants, placement: placement, isCut: isCut)
    }
}

extension TrustDossier {
    package func withholdingPersons() throws(MalformedThing) -> TrustDossier {
        TrustDossier(
            suspect: suspect, since: since, until: until, relying: relying, affected: affected,
            endorsements: endorsements, changes: changes, packages: packages,
            confirmed: confirmed, records: try records.withholdingPersons(), isCut: isCut)
    }
}
