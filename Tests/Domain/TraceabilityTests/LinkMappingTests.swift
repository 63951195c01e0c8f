// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing
import Traceability

struct LinkMappingTests {
    /// The links of an activity without the one to the system that sent it: `role name` each.
    private func links(
        _ parts: [Participation], change: (inout Activity) -> Void = { _ in }
    ) throws -> [String] {
        var activity = Activity(kind: "step")
        activity.participants = parts
        change(&activity)
        return try traced(activity).links().dropLast().map { "\($0.role) \($0.thing.name)" }
    }

    private func traced(_ activity: Activity) throws -> TracedActivity {
        TracedActivity(
            position: EntryPosition(7), source: try Thing(.system, "MES-1"),
            received: Shop.minute(90), activity: activity)
    }

    @Test(arguments: [
        (Participation.Role.performer, ThingKind.person, LinkRole.performedBy),
        (.signatory, .person, .signedBy), (.equipment, .equipment, .performedWith),
        (.instrument, .equipment, .measuredWith), (.programme, .programme, .governedBy),
        (.document, .document, .governedBy), (.recorder, .system, .recordedBy),
        (.order, .order, .orderedUnder), (.place, .place, .locatedAt),
        (.destinationPlace, .place, .movedTo), (.sender, .party, .receivedFrom),
        (.recipient, .party, .shippedTo), (.evidence, .certificate, .evidencedBy),
        (.about, .programme, .about), (.about, .serial, .performedOn),
        (.subject, .serial, .performedOn), (.subject, .equipment, .about),
        (.output, .lot, .produced), (.output, .material, .mentioned), (.about, .order, .mentioned),
        (.input, .material, .consumed),
    ])
    func `Each role of a source becomes one kind of link`(
        role: Participation.Role, kind: ThingKind, expected: LinkRole
    ) throws {
        #expect(try links([part(role, kind, "X")]) == ["\(expected) X"])
    }

    @Test func `The system that sent the entry is linked once`() throws {
        var activity = Activity(kind: "step")
        #expect(try traced(activity).links().map(\.role) == [.recordedBy])
        activity.participants = [try part(.recorder, .system, "MES-1")]
        #expect(try traced(activity).links().count == 1)
        activity.participants = [try part(.recorder, .system, "PLC-4")]
        #expect(try traced(activity).links().map(\.thing.name) == ["PLC-4", "MES-1"])
    }

    @Test func `Product that is worked on takes up what is consumed, unless outputs are named`()
        throws
    {
        let input = try part(.input, .lot, "L")
        let subject = try part(.subject, .serial, "S")
        let output = try part(.output, .serial, "O")
        #expect(try links([input, subject]) == ["consumed L", "assembled S"])
        #expect(
            try links([input, subject, output]) == ["consumed L", "performedOn S", "produced O"])
    }

    @Test func `Contents go in on attach, come out on detach and are otherwise only seen`() throws {
        let parts = [
            try part(.container, .container, "BOX"), try part(.content, .serial, "S"),
            try part(.component, .serial, "C"),
        ]
        #expect(
            try links(parts) { $0.effect = .attach } == [
                "container BOX", "packed S", "installed C",
            ])
        #expect(
            try links(parts) { $0.effect = .detach }
                == ["container BOX", "unpacked S", "uninstalled C"])
        #expect(try links(parts) == ["performedOn BOX", "performedOn S", "performedOn C"])
    }

    @Test func `A container that loses everything at once is emptied`() throws {
        let box = try part(.container, .container, "BOX")
        #expect(try links([box]) { $0.effect = .detach } == ["emptied BOX"])
        #expect(try links([box]) { $0.effect = .attach } == ["performedOn BOX"])
    }

    @Test func `Contents without a container are in nothing`() throws {
        let content = try part(.content, .serial, "S")
        #expect(try links([content]) { $0.effect = .attach } == ["performedOn S"])
    }

    @Test func `Product can come into being and cease to be without inputs or outputs`() throws {
        let subject = try part(.subject, .serial, "S")
        #expect(try links([subject]) { $0.effect = .create } == ["produced S"])
        #expect(try links([subject]) { $0.effect = .destroy } == ["destroyed S"])
    }

    @Test func `Half a transformation under one operation is part of a run`() throws {
        let operation = try part(.order, .operation, "RUN-1")
        let input = try part(.input, .lot, "L")
        let output = try part(.output, .lot, "O")
        #expect(try links([input, operation]) == ["consumed L", "partOfRun RUN-1"])
        #expect(try links([output, operation]) == ["produced O", "partOfRun RUN-1"])
        #expect(
            try links([input, output, operation])
                == ["consumed L", "produced O", "orderedUnder RUN-1"])
    }

    @Test func `Nothing follows from a plan`() throws {
        var activity = Activity(kind: "step")
        activity.status = .planned
        activity.participants = [try part(.input, .lot, "L"), try part(.performer, .person, "P")]
        #expect(try traced(activity).links().allSatisfy { $0.role == .planned })
    }

    @Test func `Another name is linked to the one subject it can belong to`() throws {
        let alias = try part(.alias, .serial, "urn:epc:1")
        let first = try part(.subject, .serial, "S-1")
        let second = try part(.subject, .serial, "S-2")
        #expect(try links([first, alias]) == ["performedOn S-1", "alias urn:epc:1", "alias S-1"])
        #expect(
            try links([first, second, alias])
                == ["performedOn S-1", "performedOn S-2", "mentioned urn:epc:1"])
    }

    @Test func `The state is said of product, not of what was used up or of the machine`() throws {
        var activity = Activity(kind: "step")
        activity.state = .onHold
        activity.participants = [
            try part(.input, .lot, "L"), try part(.output, .lot, "O"),
            try part(.equipment, .equipment, "E"),
        ]
        #expect(try traced(activity).links().map(\.state) == [nil, .onHold, nil, nil])
    }

    @Test func `Without an occurred time the link stands where we received it, and says so`() throws
    {
        let link = try traced(Activity(kind: "step"))
        #expect(link.period == Shop.minutes(90, 90))
        #expect(link.marks == [.timedByReceipt])
    }

    @Test func `A time without a zone is no moment`() throws {
        var activity = Activity(kind: "step")
        activity.occurred = SourceTime("2026-05-03T10:00:00")
        #expect(try traced(activity).marks.contains(.timedByReceipt))
    }

    @Test func `Signatures and results mark every link of the activity`() throws {
        var activity = Activity(kind: "step")
        activity.occurred = Shop.time(5)
        activity.results = [MeasuredResult(name: "bore", value: "12.01")]
        #expect(try traced(activity).marks == [.measured])
        activity.participants = [try part(.signatory, .person, "A. Keller")]
        #expect(try traced(activity).marks == [.measured, .signed])
    }

    @Test func `Stored numbers of roles never change`() {
        // Stores and their rebuilds depend on these; a new role gets the next number.
        #expect(LinkRole.allCases.map(\.rawValue) == Array(1...28))
        #expect(LinkRole.consumed.rawValue == 1 && LinkRole.alias.rawValue == 27)
    }
}
