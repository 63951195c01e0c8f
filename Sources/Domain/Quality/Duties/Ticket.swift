// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// The mirror of a ticket in the security team's own system.
    ///
    /// The ticket lives there. Here stands what it is about, where it is in that team's own words, and
    /// that both sides name each other; our state follows the other side's and decides nothing there.
    package static let ticket = Kind(
        "ticket", title: "security ticket", prefix: "TKT",
        purpose: "What a security team's own ticket says, mirrored so that a case can point at it.",
        openedBy: [.itSecurity, .itOperations, .service],
        fields: [
            Field("summary", "Summary", .longText, "What it is about.", required: .always),
            Field(
                "source-state", "State there", .text, "In the other system's own word, as received."
            ),
            Field(
                "category", "Category", .text,
                "In the desk's own word: `malware`, `sign-in-anomaly`. Trigger rules look for it."),
            Field("severity", "Severity", .text, "As the other system grades it."),
            Field("reported-at", "Reported", .moment, "When it was opened there."),
            Field(
                "things", "Assets",
                .thing([
                    .system, .equipment, .account, .programme, .party, .material, .lot, .serial,
                ]), "What it touches: assets, a supplier, a product of ours.", isList: true),
            Field("assignee", "Worked on by", .person, "Who has it there.", bodyClass: .person),
        ],
        lifecycle: Lifecycle(
            TicketState.allCases.map { State($0.name, $0.status, $0.meaning) },
            TicketState.allCases.filter { $0 != .new }.map { state in
                Transition(
                    "to-\(state.rawValue)",
                    from: Set(
                        TicketState.allCases.filter { $0 != state && $0 != .closed }
                            .map(\.name)),
                    to: state.name, by: [.itSecurity, .itOperations, .service],
                    rule: "The other side says that it is there now.")
            },
            voiding: SignatureNeed(.approved, by: [.itSecurity], notBy: [.opener]),
            reopening: .init(to: "analysis", by: [.itSecurity, .itOperations, .service])),
        links: [.ofCase], topics: ["HS-NC"], retention: .vendorDefault,
        covers: ["JQS-1", "EPK-JQS-2"])
}

/// Where a security incident is, as incident systems call it (field conventions §3.15).
package enum TicketState: String, CaseIterable, Hashable, Sendable {
    case new, analysis, contain, eradicate, recover, review, closed

    package var name: StateName { StateName(rawValue) }

    fileprivate var status: Status {
        switch self {
        case .new: .open
        case .analysis, .contain, .eradicate, .recover: .inProgress
        case .review: .inReview
        case .closed: .closed
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .new: "Opened there."
        case .analysis: "Being looked into."
        case .contain: "Being kept from spreading."
        case .eradicate: "Being taken out."
        case .recover: "Being brought back."
        case .review: "Being looked back on."
        case .closed: "Closed there."
        }
    }
}
