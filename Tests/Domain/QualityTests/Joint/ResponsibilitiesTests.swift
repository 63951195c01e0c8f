// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

struct ResponsibilitiesTests {
    /// The table of the procedure, row by row, in the order of its columns.
    static let table: [(Responsibilities.Activity, String)] = [
        (.declare, "A R C C I I C I I I I"),
        (.hold, "A C R C C C C I I R I"),
        (.isolate, "C A/R R C C – I I R I C"),
        (.preserve, "C A/R C R – – I C R – –"),
        (.trustVerdict, "A R C R C – C – C C I"),
        (.riskAssessment, "A C C C R C R – – C I"),
        (.reportability, "C C I I C C A/R R – C I"),
        (.escapeNotice, "A C I I C R C C – I I"),
        (.rootCause, "A R R R R C – – C – –"),
        (.effectiveness, "A R C R C R – – C – I"),
        (.change, "A C C R R – C – R – I"),
    ]

    @Test(.covers("JQS-5"), arguments: table)
    func `Each function has the part that the procedure gives it`(
        activity: Responsibilities.Activity, row: String
    ) {
        let letters = row.split(separator: " ")
        for (function, cell) in zip(Responsibilities.Function.allCases, letters) {
            let parts = Responsibilities.parts(of: function, in: activity)
            let written = parts.map { String($0.rawValue) }.joined(separator: "/")
            #expect((written.isEmpty ? "–" : written) == cell, "\(activity) \(function)")
        }
    }

    @Test(arguments: Responsibilities.Activity.allCases)
    func `One function answers for each activity, and somebody does it`(
        activity: Responsibilities.Activity
    ) {
        #expect(Responsibilities.functions(.accountable, in: activity).count == 1)
        #expect(!Responsibilities.functions(.responsible, in: activity).isEmpty)
    }

    @Test func `Steps that the table speaks of are steps of a joint case`() {
        let steps = Kind.jointCase.lifecycle.transitions.map(\.name)
        for step in ["declare", "assess", "contain", "find-cause", "validate", "prove"] {
            #expect(steps.contains(step))
            #expect(Responsibilities.activity(ofStep: step) != nil)
        }
        #expect(Responsibilities.activity(ofStep: "close") == nil)
    }

    @Test(arguments: [
        (3, []), (4, [Role.qualityManager]), (24, [.qualityManager, .siteManagement]),
    ])
    func `A suspicion nobody takes up is brought before others`(
        hours: Int, to roles: [Role]
    ) throws {
        var desk = Desk()
        let id = try desk.assume("joint-case", in: "suspected")
        let now = desk.now.adding(microseconds: Int64(hours) * 3_600_000_000)
        #expect(Escalation.due(for: try desk[id], at: now).map(\.to) == roles)
    }

    @Test func `Every state that can last is escalated in the end`() {
        let states = Kind.jointCase.lifecycle.states.filter { !$0.status.isFinal }.map(\.name)
        for state in states {
            #expect(
                Escalation.vendorDefaults.contains { $0.state == state && $0.to == .siteManagement }
            )
        }
    }
}
