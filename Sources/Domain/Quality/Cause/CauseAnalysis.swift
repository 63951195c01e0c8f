// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// The causes of a case as chains of whys and as branches, and what is not answered yet.
package struct CauseAnalysis: Hashable, Sendable {
    /// From what happened to the deepest reason, one for each end.
    package let chains: [Chain]
    /// Branches on which nothing was shown or ruled out.
    package let openBranches: [CauseBranch]
    /// Whys to which no cause was shown.
    package let openLegs: [CauseLeg]
    /// The causes that were shown and end a chain.
    package let rootCauses: [RecordID]

    /// A chain of whys.
    package struct Chain: Hashable, Sendable {
        package let leg: CauseLeg?
        package let links: [Link]

        package struct Link: Hashable, Sendable {
            package let cause: RecordID
            package let statement: String
            package let state: StateName
        }

        /// The chain as it is asked, from what happened to the deepest reason.
        package var asked: String { links.map(\.statement).joined(separator: " Why? ") }

        /// Whether each of its links was shown.
        package var isShown: Bool { links.allSatisfy { $0.state == "verified" } }
    }

    /// The analysis of a case from the causes that belong to it.
    package init(of thisCase: RecordID, in book: RecordBook) {
        let causes = book.measures("cause", of: thisCase)
            .filter { book.status(of: $0) != .cancelled }
        chains = CauseAnalysis.chains(of: causes)
        let answered = Set(causes.filter { book.isFinal($0) }.compactMap(\.causeBranch))
        openBranches = CauseBranch.allCases.filter { !answered.contains($0) }
        let shown = causes.filter { $0.state == "verified" }
        let legs = Set(shown.compactMap(\.causeLeg))
        openLegs = CauseLeg.allCases.filter { !legs.contains($0) }
        rootCauses = shown.filter { $0.isTrue("is-root") }.map(\.id)
    }

    /// Security branches that nobody has answered, not even with "ruled out because".
    package var openSecurityBranches: [CauseBranch] { openBranches.filter(\.isSecurity) }

    /// Whether security was looked at: one branch of it at least was shown or ruled out.
    package var isSecurityAnswered: Bool {
        openSecurityBranches.count < CauseBranch.allCases.filter(\.isSecurity).count
    }

    // MARK: Chains

    /// One chain for each cause that no other answers; a cause on two chains stands in both.
    private static func chains(of causes: [RecordState]) -> [Chain] {
        let known = Set(causes.map(\.id))
        let byID = causes.reduce(into: [:]) { $0[$1.id] = $1 }
        func reasonOf(_ cause: RecordState) -> [RecordID] {
            cause.links.filter {
                $0.role.hasSameBytes(as: "answers-why") && known.contains($0.target)
            }
            .map(\.target)
        }
        let answered = Set(causes.flatMap(reasonOf))
        var ends = causes.filter { !answered.contains($0.id) }
        // Causes that answer one another in a ring have no end; each is shown rather than lost.
        let reached = closure(from: ends.map(\.id)) { byID[$0].map(reasonOf) ?? [] }
        ends += causes.filter { !reached.contains($0.id) }
        return ends.map { end in
            var links: [Chain.Link] = []
            var seen: Set<RecordID> = []
            var next: RecordState? = end
            while let cause = next, seen.insert(cause.id).inserted {
                links.append(
                    .init(
                        cause: cause.id, statement: cause.text("statement") ?? cause.title,
                        state: cause.state))
                next = reasonOf(cause).first.flatMap { byID[$0] }
            }
            return Chain(leg: end.causeLeg, links: links.reversed())
        }
    }

    private static func closure(
        from start: [RecordID], _ next: (RecordID) -> [RecordID]
    ) -> Set<RecordID> {
        var found = Set(start)
        var open = start
        while let id = open.popLast() {
            for other in next(id) where found.insert(other).inserted { open.append(other) }
        }
        return found
    }
}
