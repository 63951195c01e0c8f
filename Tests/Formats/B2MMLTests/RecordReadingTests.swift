// SPDX-License-Identifier: Apache-2.0
import Activities
import B2MML
import Reading
import Testing

/// How records of any version are told, named, timed and kept.
struct RecordReadingTests {
    static let namespaces = [
        "http://www.mesa.org/xml/B2MML", "http://www.mesa.org/xml/B2MML-V0600",
        "http://www.wbf.org/xml/B2MML-V0401", "http://www.wbf.org/xml/b2mml-v02", "",
    ]

    private func message(
        _ data: String, root: String = "SyncProductionPerformance", verb: String = "Sync",
        namespace: String = "http://www.wbf.org/xml/B2MML-V0401"
    ) -> String {
        """
        <\(root) xmlns="\(namespace)"><ApplicationArea><Sender><LogicalID>MES</LogicalID></Sender>
        <CreationDateTime>2026-11-20T08:00:00+01:00</CreationDateTime></ApplicationArea>
        <DataArea><\(verb)/>\(data)</DataArea></\(root)>
        """
    }

    private func segment(_ inner: String) -> String {
        """
        <ProductionPerformance><ProductionResponse><ID>R1</ID><SegmentResponse><ID>S1</ID>\(inner)
        </SegmentResponse></ProductionResponse></ProductionPerformance>
        """
    }

    private func only(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws
        -> ReadActivity
    {
        let batch = read(text, options)
        #expect(batch.problems.listed == [])
        #expect(batch.activities.count == 1)
        return try #require(batch.activities.first)
    }

    @Test(arguments: namespaces)
    func `Every version is read by its local names, and its namespace kept`(
        namespace: String
    ) throws {
        let read = try only(
            message(segment("<StartTime>2026-11-20T07:00:00Z</StartTime>"), namespace: namespace))
        #expect(read.activity.kind == "SegmentResponse")
        #expect(read.activity.value("xmlns") == (namespace.isEmpty ? nil : namespace))
        #expect(read.source == "MES")
        #expect(
            read.eventID
                == "ProductionResponse/R1/SegmentResponse/S1@2026-11-20T08:00:00+01:00")
    }

    @Test func `A prefix is no part of a name`() throws {
        let text = """
            <b:MaterialLot xmlns:b="http://www.mesa.org/xml/B2MML"><b:ID>L1</b:ID>
            <b:Status>Released</b:Status></b:MaterialLot>
            """
        let activity = try only(text).activity
        #expect(activity.first(.subject) == "L1")
        #expect(activity.state == .released)
    }

    @Test(arguments: [
        ("Consumed", Participation.Role.input), ("Material Consumed", .input),
        ("Produced", .output), ("By-product Produced", .output), ("Inventoried", .subject),
        ("", .subject), ("Melted", .subject),
    ])
    func `A material's use is its role`(use: String, role: Participation.Role) throws {
        let activity = try only(
            message(
                segment(
                    """
                    <MaterialActual><MaterialLotID>L1</MaterialLotID><MaterialUse>\(use)</MaterialUse>
                    <Quantity><QuantityString>1.50</QuantityString><UnitOfMeasure>kg</UnitOfMeasure>
                    </Quantity></MaterialActual>
                    """))
        ).activity
        let part = try #require(activity.all(role).first { $0.thing.kind == .lot })
        #expect(part.thing.name == "L1")
        #expect(part.quantity == Quantity("1.50", unit: "kg"))
        #expect(part.meaning == (use.isEmpty ? nil : use))
    }

    @Test func `Other gives way to the word it stands for`() throws {
        let text = "<MaterialLot><ID>L1</ID><Status>Other</Status></MaterialLot>"
        #expect(try only(text).activity.sourceState == "Other")
        let named =
            "<MaterialLot><ID>L1</ID><Status OtherValue=\"Quarantine\">Other</Status></MaterialLot>"
        let activity = try only(named).activity
        #expect(activity.sourceState == "Quarantine")
        #expect(activity.state == .onHold)
    }

    @Test func `An assembly lot has its components inside`() throws {
        let activity = try only(
            """
            <MaterialLot><ID>A1</ID><AssemblyLot><ID>C1</ID><Quantity><QuantityString>2
            </QuantityString></Quantity></AssemblyLot><AssemblyLot><ID>C2</ID></AssemblyLot>
            </MaterialLot>
            """
        ).activity
        #expect(activity.effect == .attach)
        #expect(activity.first(.container) == "A1")
        #expect(activity.all(.component).map(\.thing.name) == ["C1", "C2"])
        #expect(activity.all(.component)[0].quantity == Quantity("2"))
    }

    // MARK: Times

    @Test func `A time without a zone has a moment only when somebody assumes one`() throws {
        let text = message(segment("<StartTime>2026-11-20T07:00:00</StartTime>"))
        let plain = try only(text)
        #expect(plain.activity.occurred?.zone == .absent)
        #expect(plain.activity.occurred?.instant == nil)
        #expect(plain.warnings.map(\.code) == ["b2mml.time.no-zone"])
        let assumed = try only(text, ReadingOptions(assumedZone: .offset(minutes: 60)))
        #expect(assumed.activity.occurred?.zone == .assumed(offsetMinutes: 60))
    }

    @Test func `A time that cannot be read stays as text, with a remark`() throws {
        let read = try only(
            "<MasterRecipe><ID>1</ID><VersionDate>3/24/2008</VersionDate></MasterRecipe>")
        #expect(read.activity.occurred == nil)
        #expect(read.activity.value("VersionDate") == "3/24/2008")
        #expect(read.warnings.map(\.code) == ["b2mml.time.unreadable"])
    }

    @Test func `When it was reported is not when it was done`() throws {
        let read = try only(message(segment("<Description>weighing</Description>")))
        #expect(read.activity.occurred == nil)
        #expect(read.activity.recordedAtSource?.text == "2026-11-20T08:00:00+01:00")
        #expect(read.warnings.map(\.code) == ["b2mml.segment.no-time"])
    }

    // MARK: Ids

    @Test func `The same id twice in one message is told apart`() {
        let steps = (1...3).map { _ in
            "<SegmentResponse><ID>Weighing</ID><StartTime>2026-11-20T07:00:00Z</StartTime></SegmentResponse>"
        }
        let batch = read(
            message(
                "<ProductionPerformance><ProductionResponse><ID>R1</ID>\(steps.joined())"
                    + "</ProductionResponse></ProductionPerformance>"))
        #expect(
            batch.activities.map { $0.eventID.split(separator: "@")[0] } == [
                "ProductionResponse/R1/SegmentResponse/Weighing",
                "ProductionResponse/R1/SegmentResponse/Weighing#2",
                "ProductionResponse/R1/SegmentResponse/Weighing#3",
            ])
    }

    @Test func `A statement that no message dates is known by its bytes`() throws {
        let first = try only("<MaterialLot><ID>L1</ID><Status>Hold</Status></MaterialLot>")
        let again = try only("<MaterialLot><ID>L1</ID><Status>Hold</Status></MaterialLot>")
        let other = try only("<MaterialLot><ID>L1</ID><Status>Released</Status></MaterialLot>")
        #expect(first.eventID == again.eventID)
        #expect(first.eventID != other.eventID)
        #expect(first.eventID.hasPrefix("MaterialLot/L1@sha256:"))
    }

    // MARK: What has no place

    @Test func `A field nobody knows becomes an attribute`() throws {
        let activity = try only(
            message(
                segment(
                    "<StartTime>2026-11-20T07:00:00Z</StartTime><Vendor><Depth>3</Depth></Vendor>"))
        ).activity
        #expect(activity.value("Vendor.Depth") == "3")
    }

    @Test func `A kind of information nobody knows is kept as what it is`() throws {
        let activity = try only(
            message(
                "<Zyx><ID>Z1</ID><Colour>red</Colour></Zyx>", root: "SyncZyx")
        ).activity
        #expect(activity.kind == "Zyx")
        #expect(activity.first(.about) == "Z1")
        #expect(activity.value("Colour") == "red")
    }

    @Test func `What is asked for is not stated`() {
        let lot =
            "<MaterialInformation><MaterialLot><ID>L1</ID></MaterialLot></MaterialInformation>"
        let batch = read(message(lot, root: "GetMaterialInformation", verb: "Get"))
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == ["b2mml.document.no-data"])
    }

    @Test func `A person's properties stay in the original`() throws {
        let read = try only(
            message(
                """
                <Person><ID>p1</ID><Description>Ann Example</Description><PersonName>Ann</PersonName>
                <PersonProperty><ID>Grade</ID><Value><ValueString>B</ValueString></Value>
                </PersonProperty></Person>
                """, root: "SyncPersonnel"))
        let said = read.activity.attributes.map(\.value).joined() + (read.activity.summary ?? "")
        #expect(!said.contains("Ann") && !said.contains("Grade"))
        #expect(read.warnings.map(\.code).contains("b2mml.attributes.personal"))
    }

    @Test func `Not approved is nobody's name`() throws {
        let read = try only(
            """
            <MasterRecipe><ID>1</ID><Version>2</Version><Header><ApprovalHistory><IndividualApproval>
            <ApprovedBy>not approved</ApprovedBy></IndividualApproval></ApprovalHistory></Header>
            </MasterRecipe>
            """)
        #expect(read.activity.all(.signatory).isEmpty)
        #expect(read.activity.blanks == ["ApprovedBy"])
        #expect(read.warnings.map(\.code) == ["b2mml.person.nobody"])
    }

    @Test func `A plan is a plan`() throws {
        let activity = try only(
            message(
                """
                <ProductionSchedule><ProductionRequest><ID>P1</ID><SegmentRequirement><ID>10</ID>
                <MaterialRequirement><MaterialDefinitionID>M1</MaterialDefinitionID>
                <MaterialUse>Produced</MaterialUse></MaterialRequirement></SegmentRequirement>
                </ProductionRequest></ProductionSchedule>
                """, root: "SyncProductionSchedule")
        ).activity
        #expect(activity.status == .planned)
        #expect(activity.first(.output) == "M1")
        #expect(activity.first(.order) == "P1")
    }

    @Test(arguments: [
        ("Aborted", Activity.Status.aborted), ("Completed", .completed), ("Running", .started),
    ])
    func `A job's state is how it went`(state: String, status: Activity.Status) throws {
        let text = """
            <WorkPerformance><WorkResponse><ID>W</ID><JobResponse><ID>J</ID>
            <StartTime>2026-11-20T07:00:00Z</StartTime><JobState>\(state)</JobState></JobResponse>
            </WorkResponse></WorkPerformance>
            """
        let read = try only(text)
        #expect(read.activity.status == status)
        let suffix = status == .completed ? "" : "@\(state)"
        #expect(read.eventID == "WorkResponse/W/JobResponse/J\(suffix)")
    }

    // MARK: Hostile files

    @Test(arguments: [
        ("", "file.empty"), ("<MaterialLot>", "xml.truncated"),
        ("<!DOCTYPE x []><MaterialLot/>", "xml.doctype"), ("<a/>", "b2mml.document.no-records"),
        ("<MaterialLot><ID>a\u{7F}b</ID></MaterialLot>", "b2mml.thing.malformed"),
        (
            "<MaterialLot><ID>" + String(repeating: "a", count: 2_000) + "</ID></MaterialLot>",
            "b2mml.thing.malformed"
        ),
    ])
    func `What cannot be read says why`(text: String, code: String) {
        let batch = read(text)
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == [code])
    }

    @Test func `A record that is too large ends the reading`() {
        let lots = String(repeating: "<Description>aaaaaaaaaaaaaaaa</Description>", count: 4_000)
        var options = ReadingOptions()
        options.limits = ReadingLimits(elementBytesMax: 16_384)
        let batch = read("<MaterialLot><ID>1</ID>\(lots)</MaterialLot>", options)
        #expect(batch.problems.listed.map(\.code) == ["b2mml.record.too-large"])
    }

    @Test func `Ten thousand fields are not ten thousand attributes`() throws {
        let fields = (0..<10_000).map { "<F\($0)>x</F\($0)>" }.joined()
        let read = try only("<MaterialLot><ID>1</ID>\(fields)</MaterialLot>")
        #expect(read.activity.attributes.count < 300)
        #expect(read.warnings.map(\.code) == ["b2mml.attributes.more"])
    }

    @Test(arguments: [
        "<x xmlns=\"urn:epcglobal:epcis:xsd:2\"/>", "{}", "<html/>", "<dcc:digital/>",
    ])
    func `Files of other formats are left alone`(text: String) {
        #expect(B2MMLFormat().recognise(FileSample(prefix: Array(text.utf8), name: "x.xml")) == .no)
    }
}
