// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// A small shop floor: activities are told in minutes after `t0`, answers come back as names.
struct Shop {
    var graph = MemoryTraceGraph()
    private var next: UInt64 = 0

    static let t0 = Instant(seconds: 1_764_000_000)

    static func minute(_ minute: Int) -> Instant {
        t0.adding(microseconds: Int64(minute) * 60_000_000)
    }

    static func minutes(_ since: Int, _ until: Int?) -> Period {
        Period(since: minute(since), until: until.map(minute))
    }

    /// Records an activity and answers its position; received when it occurred unless said otherwise.
    @discardableResult
    mutating func record(
        _ parts: [Participation], at minute: Int? = nil, until end: Int? = nil,
        receivedAt: Int? = nil, from system: String = "MES-1", effect: Activity.Effect = .none,
        state: ProductState? = nil, change: (inout Activity) -> Void = { _ in }
    ) throws -> EntryPosition {
        var activity = Activity(kind: "step")
        activity.occurred = minute.map(Shop.time)
        activity.ended = end.map(Shop.time)
        activity.participants = parts
        activity.effect = effect
        activity.state = state
        change(&activity)
        let position = EntryPosition(next)
        next += 1
        graph.record(
            TracedActivity(
                position: position, source: try Thing(.system, system),
                received: Shop.minute(receivedAt ?? end ?? minute ?? 0), activity: activity))
        return position
    }

    static func time(_ minute: Int) -> SourceTime {
        let instant = Shop.minute(minute)
        return SourceTime(
            text: instant.rfc3339, instant: instant, zone: .given(offsetMinutes: 0))
    }

    mutating func id(_ kind: ThingKind, _ name: String) throws -> ThingID {
        graph.id(of: try Thing(kind, name))
    }

    func name(_ id: ThingID) -> String { graph.things[Int(id.number) - 1].name }

    func names(_ genealogy: Genealogy) -> [String] { genealogy.items.map { name($0.thing) } }

    func names(_ report: TrustReport) -> [String] { report.items.map { name($0.thing) } }

    /// A path as a reader sees it: `LOT-9 wentInto SN-1 #4`.
    func told(_ path: [TraceStep]) -> [String] {
        path.map {
            "\(name($0.from)) \($0.relation.rawValue) \(name($0.to)) \($0.activity)"
        }
    }
}

/// One participant, as tests name it: `part(.input, .lot, "L-1", "2.5", "KGM")`.
func part(
    _ role: Participation.Role, _ kind: ThingKind, _ name: String, _ amount: String? = nil,
    _ unit: String? = nil
) throws -> Participation {
    Participation(
        role, try Thing(kind, name), quantity: amount.map { Quantity($0, unit: unit) })
}
