// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

@testable import EvidencePackage

struct PackageStatementTests {
    private func statement() throws -> PackageStatement {
        try PackageFixture().builder().statement
    }

    private func changed(_ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: try statement().bytes, as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        return try JSON(parsing: Array(changed.utf8)).canonical
    }

    @Test func `A statement is read back as it was written`() throws {
        let statement = try statement()
        #expect(try PackageStatement(parsing: statement.bytes) == statement)
        #expect(statement.cover.completeness.outcome == .complete)
    }

    @Test func `An item may say what it answers, and need not`() throws {
        let statement = try statement()
        #expect(statement.cover.items.map(\.requirement) == ["EPK-WO-5", nil])
        let bare = try changed(",\"requirement\":\"EPK-WO-5\"", "")
        #expect(try PackageStatement(parsing: bare).cover.items.map(\.requirement) == [nil, nil])
    }

    @Test(arguments: [
        ("\"id\":\"P-7\"", "\"id\":\"\""),
        ("\"revision\":1,\"schema\"", "\"revision\":0,\"schema\""),
        ("\"revision\":1,\"schema\"", "\"revision\":2,\"schema\""),
        ("\"outcome\":\"complete\"", "\"outcome\":\"incomplete\""),
        ("\"outcome\":\"complete\"", "\"outcome\":\"complete\",\"more\":1"),
        ("\"time_stamp\":\"optional\"", "\"time_stamp\":\"maybe\""),
        ("\"state\":\"nil_return\"", "\"state\":\"present\""),
        ("\"reason\":\"none recorded\",", ""), ("\"need\":\"required\"", "\"need\":\"one_of\""),
        ("\"index\":3", "\"index\":1"), ("\"index\":3", "\"index\":-3"),
        ("\"type\":\"activity.recorded\"", "\"type\":\"activity\""),
        ("\"withheld\":{\"person\"", "\"withheld\":{\"content\""),
        ("\"at\":\"2026-11-21T10:15:02.123456Z\"", "\"at\":\"2026-11-21T10:15:02Z\""),
        ("\"log\":\"plant7.example/log-1\"", "\"log\":\"\""),
        ("\"requirement\":\"EPK-WO-5\"", "\"requirement\":\"\""),
        ("\"requirement\":\"EPK-WO-5\"", "\"requirement\":null"),
        ("\"bytes\":30", "\"bytes\":-1"), ("[1,3,4]", "[1,4,3]"), ("[1,3,4]", "[1,1,4]"),
    ])
    func `A statement with something wrong in it is refused`(old: String, new: String) throws {
        let bytes = try changed(old, new)
        #expect(throws: MalformedDocument.self) { try PackageStatement(parsing: bytes) }
    }

    @Test func `Another form of the same statement is refused`() throws {
        let bytes = try statement().bytes
        #expect(throws: MalformedDocument.self) { try PackageStatement(parsing: bytes + [0x0A]) }
    }

    @Test func `A later version is told apart`() throws {
        let bytes = try changed("witnessmark.package/1", "witnessmark.package/2")
        #expect(throws: UnknownSchema.self) { try PackageStatement(parsing: bytes) }
    }

    @Test func `Reissues and periods are read back`() throws {
        var fixture = try PackageFixture()
        let cover = fixture.cover
        fixture.cover = PackageCover(
            id: cover.id, revision: 3, reissue: .init(replaces: 2, reason: "late certificate"),
            contract: cover.contract,
            scope: .init(
                kind: "account", name: "svc-hmi-2",
                period: .init(from: EntryTests.t0, until: EntryTests.t0.adding(microseconds: 9))),
            made: cover.made, items: cover.items, notCovered: [], requiresTimeStamp: true)
        let statement = try fixture.builder().statement
        #expect(try PackageStatement(parsing: statement.bytes) == statement)
    }
}

struct CompletenessTests {
    private func item(
        _ name: String, _ need: PackageItem.Need, _ state: PackageItem.State
    ) -> PackageItem { PackageItem(id: name, name: name, need: need, state: state) }

    @Test func `What is present, not applicable or a nil return is there`() {
        let items = [
            item("a", .required, .present), item("b", .required, .notApplicable(reason: "r")),
            item("c", .required, .nilReturn(reason: "r")), item("d", .optional, .missing),
        ]
        let completeness = Completeness(of: items)
        #expect(completeness.outcome == .complete)
        #expect(completeness.summary == "3 of 3")
    }

    @Test func `A waiver is named, and a gap outweighs it`() {
        let waived = item("w", .required, .waived(reason: "W-19"))
        #expect(Completeness(of: [waived]).outcome == .completeWithWaivers)
        let gaps = Completeness(of: [waived, item("g", .required, .missing)])
        #expect(gaps.outcome == .incomplete)
        #expect(gaps.summary == "0 of 2, 1 waived: w, missing: g")
    }

    @Test func `One item of a group is enough, and an empty group is one gap`() {
        let group = PackageItem.Need.oneOf(group: "certificate")
        let one = [item("a", group, .missing), item("b", group, .present)]
        #expect(Completeness(of: one).outcome == .complete)
        let none = [item("a", group, .missing), item("b", group, .missing)]
        #expect(Completeness(of: none).gaps == ["certificate"])
        let waived = [item("a", group, .missing), item("b", group, .waived(reason: "r"))]
        #expect(Completeness(of: waived).outcome == .completeWithWaivers)
    }
}
