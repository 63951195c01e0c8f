// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Quality
import Records
import Testing

struct PermissionTests {
    private let limits: [String: Typed] = [
        "requirement": "DWG-7@F", "departure": "bore up to 6.45",
        "justification": "stress report 12",
        "use": "static only", "part": "material:BR-7", "customer-asked": "no",
    ]

    /// A permission in force, with the limits given.
    private func permission(
        _ desk: inout Desk, _ more: [String: Typed], in state: StateName = "active",
        _ kind: KindName = "concession"
    ) throws -> Permission {
        let id = try desk.assume(kind, in: state, limits.merging(more) { $1 })
        return try #require(Permission(try desk[id]))
    }

    private func moment(_ text: String) throws -> Instant {
        try #require(SourceTime(text)?.instant)
    }

    @Test(
        .covers("EPK-NC-7"),
        arguments: [
            ("2026-11-30T23:59:59Z", false), ("2026-12-01T00:00:00Z", true),
            ("2026-12-31T23:59:59Z", true), ("2027-01-01T00:00:00Z", false),
        ])
    func `It holds from its first moment until its last`(at: String, holds: Bool) throws {
        var desk = Desk()
        let permission = try permission(
            &desk, ["from": "2026-12-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"])
        let reasons = permission.obstacles(
            to: Quantity("1"), of: [try Thing(.material, "BR-7")], at: try moment(at), after: [])
        #expect(reasons.isEmpty == holds)
    }

    @Test(
        .covers("EPK-NC-7"),
        arguments: [("20 pieces", true), ("20.0001 pieces", false), ("1 kg", false)])
    func `It covers what is left of its amount and no more`(amount: String, covers: Bool) throws {
        var desk = Desk()
        let permission = try permission(&desk, ["limit": "50 pieces", "used": "10 pieces"])
        let used = try #require(Amount(Quantity("20", unit: "pieces")))
        #expect(permission.left(after: [used])?.description == "20 pieces")
        guard case .quantity(let quantity)? = FieldType.quantity.read(amount) else {
            throw CancellationError()
        }
        let reasons = permission.obstacles(
            to: quantity, of: [try Thing(.material, "BR-7")], at: t0, after: [used])
        #expect(reasons.isEmpty == covers)
    }

    @Test(.covers("EPK-NC-7")) func `It covers the product it names and no other`() throws {
        var desk = Desk()
        let permission = try permission(
            &desk, ["product": ["serial:S-1", "serial:S-2"], "limit": "2 pieces"])
        let part = try Thing(.material, "BR-7")
        func reasons(_ things: [Thing]) -> [String] {
            permission.obstacles(to: Quantity("1"), of: things + [part], at: t0, after: [])
        }
        #expect(reasons([try serial("S-2")]).isEmpty)
        #expect(reasons([try serial("S-3")]) == ["the permission is not for serial S-3"])
        #expect(reasons([]) == ["it is for named product, and none is named here"])
    }

    @Test(.covers("EPK-NC-7"), arguments: ["approved", "expired", "exhausted", "withdrawn"])
    func `Only one in force covers anything`(state: String) throws {
        var desk = Desk()
        let permission = try permission(&desk, ["limit": "5"], in: StateName(state))
        let reasons = permission.obstacles(
            to: Quantity("1"), of: [try Thing(.material, "BR-7")], at: t0, after: [])
        #expect(reasons == ["the permission is not in force"])
    }

    @Test(.covers("EPK-NC-7", "AS9-8.7"))
    func `A disposition rests on the customer's permission while it lasts`() throws {
        var desk = Desk()
        let nonconformity = try desk.evaluatedBrackets()
        let concession = try desk.assume(
            "concession", in: "active",
            limits.merging(["limit": "25 pieces", "customer-asked": "yes"]) { $1 })
        let with: [String: Typed] = [
            "contract-asks": "yes", "permission": .value(.record(concession)),
        ]
        let first = try desk.approvedLine(of: nonconformity, "20 pieces", "use-as-is", with)
        try desk.step("use-permission", on: first, by: People.keller)
        #expect(try desk[first].state == "customer-approved")
        let second = try desk.approvedLine(of: nonconformity, "6 pieces", "use-as-is", with)
        #expect(
            refusals { try desk.step("use-permission", on: second, by: People.keller) }
                == ["permission-covers"])
    }

    @Test(.covers("EPK-NC-7"), arguments: ["concession", "deviation-permit"])
    func `A permission without a limit is none`(kind: String) throws {
        var desk = Desk()
        let nonconformity = try desk.evaluatedBrackets()
        let id = try desk.open(
            KindName(kind), by: People.keller,
            limits.merging(kind == "concession" ? [:] : ["from": "2027-01-01T00:00:00Z"]) { $1 },
            links: kind == "concession" ? [("for", nonconformity)] : [])
        #expect(refusals { try desk.step("request", on: id, by: People.keller) } == ["limited"])
    }

    @Test(.covers("EPK-NC-7")) func `A concession is for something that was made`() throws {
        var desk = Desk()
        let id = try desk.open(
            "concession", by: People.keller, limits.merging(["limit": "5"]) { $1 })
        #expect(
            refusals { try desk.step("request", on: id, by: People.keller) }
                == ["has-nonconformity"])
    }

    @Test(.covers("EPK-NC-7")) func `A deviation permit does not reach back`() throws {
        var desk = Desk()
        let id = try desk.open(
            "deviation-permit", by: People.keller,
            limits.merging(["limit": "5", "from": "2026-11-01T00:00:00Z"]) { $1 })
        #expect(refusals { try desk.step("request", on: id, by: People.keller) } == ["looks-ahead"])
    }

    @Test(.covers("AS9-8.7", "EPK-NC-7"))
    func `A permission that the customer must give is not put in force without them`() throws {
        var desk = Desk()
        let id = try desk.open(
            "deviation-permit", by: People.keller,
            limits.merging([
                "limit": "5", "from": "2027-01-01T00:00:00Z", "customer-asked": "yes",
            ]) { $1 })
        try desk.step("request", on: id, by: People.keller)
        try desk.sign(id, for: "approve", by: People.weiss)
        try desk.sign(id, for: "approve", by: People.lind)
        try desk.step("approve", on: id, by: People.lind)
        #expect(
            refusals { try desk.step("put-in-force", on: id, by: People.lind) }
                == ["customer-not-asked"])
        #expect(
            refusals {
                try desk.sign(id, for: "record-customer-approval", as: .verified, by: People.lind)
            }
                == ["customer-word-on-file", "customer-word-on-file"])
        try desk.sign(id, for: "approve-as-customer", by: People.tanaka)
        try desk.step("approve-as-customer", on: id, by: People.tanaka)
        #expect(try desk[id].state == "active")
        #expect(
            refusals { try desk.amend(id, by: People.keller, ["limit": "500"]) } == ["field.fixed"])
        #expect(refusals { try desk.step("expire", on: id, by: People.robot) } == ["time-is-over"])
        #expect(refusals { try desk.step("exhaust", on: id, by: People.robot) } == ["used-up"])
    }
}
