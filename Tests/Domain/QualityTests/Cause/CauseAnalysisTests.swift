// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("RCA-5W", "RCA-ISH", "EPK-NC-9")) struct CauseAnalysisTests {
    private func cause(
        _ statement: String, _ leg: String = "occurrence", _ branch: String = "machine",
        being state: StateName = "verified", root: Bool = false, of thisCase: RecordID,
        why: RecordID? = nil, in desk: inout Desk
    ) throws -> RecordID {
        try desk.assume(
            "cause", in: state,
            [
                "statement": .one(statement), "leg": .one(leg), "branch": .one(branch),
                "is-root": root ? "yes" : "no", "category": "technical-control", "domain": "both",
            ], links: [("of", thisCase)] + (why.map { [("answers-why", $0)] } ?? []))
    }

    @Test func `A chain is asked forwards and read back with therefore`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "evaluation")
        let bore = try cause("The bore is too wide.", of: thisCase, in: &desk)
        let offset = try cause("The offset was changed.", of: thisCase, why: bore, in: &desk)
        let account = try cause(
            "All shifts share one account.", "occurrence", "identity-and-access", root: true,
            of: thisCase, why: offset, in: &desk)
        let analysis = CauseAnalysis(of: thisCase, in: desk.book)
        let chain = try #require(analysis.chains.first)
        #expect(analysis.chains.count == 1)
        #expect(
            chain.asked
                == "The bore is too wide. Why? The offset was changed. "
                + "Why? All shifts share one account.")
        #expect(chain.isShown)
        #expect(analysis.rootCauses == [account])
    }

    @Test func `A why with two answers is two chains`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "evaluation")
        let bore = try cause("Too wide.", of: thisCase, in: &desk)
        _ = try cause("Offset.", of: thisCase, why: bore, in: &desk)
        _ = try cause("Worn tool.", being: "suspected", of: thisCase, why: bore, in: &desk)
        let chains = CauseAnalysis(of: thisCase, in: desk.book).chains
        #expect(chains.map(\.asked) == ["Too wide. Why? Offset.", "Too wide. Why? Worn tool."])
        #expect(chains.map(\.isShown) == [true, false])
    }

    @Test func `Causes that answer one another in a ring are shown and not lost`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "evaluation")
        let first = try cause("A.", of: thisCase, in: &desk)
        let second = try cause("B.", of: thisCase, why: first, in: &desk)
        try desk.run(.reopen, on: first, by: People.lind, because: "doubt")
        try desk.link(first, "answers-why", to: second, by: People.keller)
        let chains = CauseAnalysis(of: thisCase, in: desk.book).chains
        #expect(Set(chains.flatMap { $0.links.map(\.cause) }) == [first, second])
    }

    @Test func `Every leg waits for a cause that was shown`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "evaluation")
        #expect(CauseAnalysis(of: thisCase, in: desk.book).openLegs == CauseLeg.allCases)
        _ = try cause("A.", "occurrence", of: thisCase, in: &desk)
        _ = try cause("B.", "detection", being: "suspected", of: thisCase, in: &desk)
        _ = try cause("C.", "system", being: "rejected", of: thisCase, in: &desk)
        #expect(CauseAnalysis(of: thisCase, in: desk.book).openLegs == [.detection, .system])
    }

    @Test func `Security must be answered, and ruled out is an answer`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "evaluation")
        _ = try cause("A.", of: thisCase, in: &desk)
        var analysis = CauseAnalysis(of: thisCase, in: desk.book)
        #expect(!analysis.isSecurityAnswered)
        #expect(analysis.openSecurityBranches.count == 6)
        #expect(!analysis.openBranches.contains(.machine))
        let suspicion = try cause(
            "B.", "occurrence", "logging-and-time", being: "suspected", of: thisCase, in: &desk)
        #expect(!CauseAnalysis(of: thisCase, in: desk.book).isSecurityAnswered)
        try desk.amend(suspicion, by: People.mori, ["result": "clock was checked that day"])
        try desk.step("reject", on: suspicion, by: People.mori)
        analysis = CauseAnalysis(of: thisCase, in: desk.book)
        #expect(analysis.isSecurityAnswered)
        #expect(analysis.openSecurityBranches.count == 5)
    }

    @Test func `Causes of another case are not counted`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "evaluation")
        let other = try desk.assume("nonconformity", in: "evaluation")
        _ = try cause("A.", of: other, in: &desk)
        let analysis = CauseAnalysis(of: thisCase, in: desk.book)
        #expect(analysis.chains.isEmpty && analysis.openLegs.count == 3)
    }
}
