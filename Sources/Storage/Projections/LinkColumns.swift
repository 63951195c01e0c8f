// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Relational
import Traceability

/// How a link stands in a row.
enum LinkColumns {
    static let names: [StaticString] = [
        "position", "ordinal", "role", "thing", "since", "until", "marks", "amount", "unit",
        "revision", "state", "withdrawn_by",
    ]

    /// The columns in the order that ``link(_:)`` reads.
    static let list: SQL = """
        position, ordinal, role, thing, since, until, marks, amount, unit, revision, state, \
        withdrawn_by
        """

    static func write(_ link: TraceLink, to sink: any RowSink) throws {
        sink.integer(Int64(link.activity.number))
        sink.integer(Int64(link.ordinal))
        sink.integer(Int64(link.role.rawValue))
        sink.integer(link.thing.number)
        sink.integer(link.period.since.microseconds)
        sink.integerIfAny(link.period.untilIfLasting)
        sink.integer(Int64(link.marks.rawValue))
        sink.textIfAny(link.terms?.quantity?.value)
        sink.textIfAny(link.terms?.quantity?.unit)
        sink.textIfAny(link.terms?.revision)
        sink.integerIfAny(link.state?.code)
        sink.integerIfAny(link.withdrawnBy.map { Int64($0.number) })
        try sink.endRow()
    }

    static func link(_ row: borrowing Row) throws -> TraceLink {
        guard let role = LinkRole(rawValue: UInt8(clamping: try row.integer(2))) else {
            throw ProjectionFault.unknownCode("role", try row.integer(2))
        }
        let since = Instant(microseconds: try row.integer(4))
        let until = try row.integerIfAny(5).map { Instant(microseconds: $0) }
        return TraceLink(
            activity: EntryPosition(UInt64(clamping: try row.integer(0))),
            ordinal: Int32(clamping: try row.integer(1)), role: role,
            thing: ThingID(try row.integer(3)), period: Period(since: since, until: until ?? since),
            marks: LinkMarks(rawValue: UInt8(clamping: try row.integer(6))),
            terms: try terms(row),
            state: try row.integerIfAny(10).map { code in
                guard let state = ProductState(code: code) else {
                    throw ProjectionFault.unknownCode("state", code)
                }
                return state
            },
            withdrawnBy: try row.integerIfAny(11).map { EntryPosition(UInt64(clamping: $0)) })
    }

    private static func terms(_ row: borrowing Row) throws -> LinkTerms? {
        let amount = try row.textIfAny(7)
        let revision = try row.textIfAny(9)
        guard amount != nil || revision != nil else { return nil }
        let unit = try row.textIfAny(8)
        return LinkTerms(quantity: amount.map { Quantity($0, unit: unit) }, revision: revision)
    }
}

extension Period {
    /// The end in microseconds, or `nil` for a moment.
    var untilIfLasting: Int64? { end > since ? end.microseconds : nil }
}

extension ProductState {
    /// The number that is stored; never changes its meaning.
    var code: Int64 {
        switch self {
        case .inProcess: 1
        case .inStock: 2
        case .onHold: 3
        case .released: 4
        case .shipped: 5
        case .installed: 6
        case .consumed: 7
        case .scrapped: 8
        case .returned: 9
        case .unknown: 10
        }
    }

    init?(code: Int64) {
        guard let state = ProductState.allCases.first(where: { $0.code == code }) else {
            return nil
        }
        self = state
    }
}

extension RowSink {
    func integerIfAny(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    func textIfAny(_ value: String?) {
        if let value { text(value) } else { null() }
    }
}
