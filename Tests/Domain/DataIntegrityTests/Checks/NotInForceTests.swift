// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct NotInForceTests {
    private let programme: Thing
    private let march = "2026-03-01T00:00:00Z"
    private let june = "2026-06-01T00:00:00Z"

    init() throws { programme = try Thing(.programme, "O4471") }

    /// Revision A is released in March, B in June; then the programme is used.
    private func said(
        _ revision: String?, at moment: String?, _ more: (inout Log) throws -> Void = { _ in }
    ) throws -> Judgements {
        var log = Log()
        for (revision, day) in [("A", march), ("B", june)] {
            try log.record("programme.released") {
                $0.occurred = try time(day)
                $0.participants = [Participation(.about, programme, revision: revision)]
            }
        }
        try more(&log)
        let use = try log.record("part.turned") {
            $0.occurred = try moment.map { try time($0) }
            $0.participants = [Participation(.programme, programme, revision: revision)]
        }
        return try log.judged(by: .notInForce, Standards(), Spotlight(since: use))
    }

    @Test(arguments: [
        ("A", "2026-03-01T00:00:00Z"), ("A", "2026-05-31T23:59:59Z"), ("B", "2026-06-01T00:00:00Z"),
        ("B", "2026-12-01T00:00:00Z"),
    ])
    func `A revision is in force from its release until the next`(
        revision: String, moment: String
    ) throws {
        #expect(try said(revision, at: moment).counts == [NotInForce.inForce: 1])
    }

    @Test(arguments: [
        ("A", "2026-02-28T23:59:59Z"), ("A", "2026-06-01T00:00:01Z"), ("B", "2026-05-31T23:59:59Z"),
    ])
    func `Before it and after it the revision is not`(revision: String, moment: String) throws {
        #expect(try said(revision, at: moment).codes == ["not-in-force"])
    }

    @Test func `A revision that never was released fails`() throws {
        #expect(try said("C", at: june).codes == ["revision-not-released"])
    }

    @Test func `A withdrawal ends it`() throws {
        let said = try said("B", at: "2026-12-01T00:00:00Z") {
            try $0.record("programme.withdrawn") {
                $0.occurred = try time("2026-09-01T00:00:00Z")
                $0.participants = [Participation(.about, programme, revision: "B")]
            }
        }
        #expect(said.codes == ["not-in-force"])
    }

    @Test func `Its own end decides where the release gives one`() throws {
        let log = { (until: String) throws -> Judgements in
            var log = Log()
            try log.record("document.released") {
                $0.valid = Validity(from: try time(march), until: try time(until))
                $0.participants = [
                    Participation(.about, try Thing(.document, "WI-1"), revision: "A")
                ]
            }
            try log.record {
                $0.occurred = try time(june)
                $0.participants = [
                    Participation(.document, try Thing(.document, "WI-1"), revision: "A")
                ]
            }
            return try log.judged(by: .notInForce, Standards(), Spotlight(since: 1))
        }
        #expect(try log(june).count(.pass) == 1)
        #expect(try log("2026-05-31T23:59:59Z").codes == ["not-in-force"])
    }

    @Test func `What the data do not tell is left open`() throws {
        #expect(try said("A", at: nil).codes == ["no-moment"])
        #expect(try said("A", at: "2026-03-01T00:00:00").codes == ["no-moment"])
        #expect(try said(nil, at: june).codes == ["no-revision"])
        #expect(try said(nil, at: "2026-01-01T00:00:00Z").codes == ["not-in-force"])
    }

    @Test func `A thing of a kind that is released, and never was, is uncontrolled`() throws {
        var log = Log()
        log.record("programme.released") {
            $0.participants = [Participation(.about, programme, revision: "A")]
        }
        try log.record {
            $0.participants = [
                Participation(.programme, try Thing(.programme, "O9999")),
                Participation(.document, try Thing(.document, "WI-1")),
            ]
        }
        let said = try log.judged(by: .notInForce, Standards(), Spotlight(since: 1))
        #expect(said.codes == ["uncontrolled", "none-released"])
    }

    @Test func `A kept copy says what it is, not when it held`() throws {
        var log = Log()
        try log.record("programme.kept") {
            $0.occurred = try time(march)
            $0.participants = [Participation(.about, programme, revision: "A")]
        }
        try log.record {
            $0.occurred = try time(june)
            $0.participants = [Participation(.programme, programme, revision: "A")]
        }
        let said = try log.judged(by: .notInForce, Standards(), Spotlight(since: 1))
        #expect(said.codes == ["period-not-told"])
    }

    @Test func `Another name of the released programme will do`() throws {
        var log = Log()
        try log.record("programme.released") {
            $0.occurred = try time(march)
            $0.participants = [
                Participation(.about, programme, revision: "A"),
                Participation(.alias, try Thing(.programme, "O4471-REV-A.NC")),
            ]
        }
        try log.record {
            $0.occurred = try time(june)
            $0.participants = [
                Participation(.programme, try Thing(.programme, "O4471-REV-A.NC"), revision: "A")
            ]
        }
        #expect(try log.judged(by: .notInForce).count(.pass) == 1)
    }

    @Test func `A change needs a document or a signature`() throws {
        let bare = try verdict(of: .notInForce, on: "recipe.changed") {
            $0.participants = [Participation(.about, programme, revision: "7")]
        }
        #expect(bare.codes == ["changed-outside-control"])
        for paper in [
            Participation(.document, try Thing(.document, "ECO-311")),
            Participation(.signatory, try Thing(.person, "K. Lind")),
        ] {
            let said = try verdict(of: .notInForce, on: "recipe.changed") {
                $0.participants = [Participation(.about, programme), paper]
            }
            #expect(said.counts == [NotInForce.changeControlled: 1])
        }
    }

    @Test func `A record that names neither is no case`() throws {
        #expect(try verdict(of: .notInForce) { _ in }.counts == [NotInForce.nothingNamed: 1])
        #expect(
            try verdict(of: .notInForce, on: "tool.changed") { _ in }.counts
                == [NotInForce.nothingNamed: 1])
    }
}
