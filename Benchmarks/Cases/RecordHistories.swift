// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Quality
import Records

extension Case {
    /// A record with a long history: what every decision on it begins with.
    static let records = Case("records", "reading and replaying the history of one record") {
        bench in
        let count = bench.scale.pick(quick: 1_000, usual: 10_000, full: 10_000)
        let acts = try LongHistory.acts(count)
        let bodies = acts.map { logged in
            (logged.act.entryType, logged.act.content.canonical, logged.act.person.canonical)
        }
        return Prepared { _ in
            let (replay, record) = try await Timing.of { try RecordState(replaying: acts) }
            let (reading, read) = try await Timing.of {
                try bodies.enumerated().map { number, body in
                    LoggedAct(
                        try Act(
                            type: body.0, content: try JSON(parsing: body.1),
                            person: try JSON(parsing: body.2), kinds: QualityKinds.catalogue),
                        leaf: acts[number].leaf, position: UInt64(number))
                }
            }
            guard try RecordState(replaying: read).digest == record.digest else {
                throw WrongResult("what was read back is another record")
            }
            let (digest, _) = await Timing.of { record.digest }
            let among = "of \(Report.number(Double(count))) acts"
            return [
                Sample("replay \(among)", replay.seconds * 1000, "ms"),
                Sample("reading entries \(among)", reading.seconds * 1000, "ms"),
                Sample("digest \(among)", digest.seconds * 1000, "ms"),
            ]
        }
    }
}

/// One record that was worked on for years.
private enum LongHistory {
    static func acts(_ count: Int) throws -> [LoggedAct] {
        guard let id = RecordID(prefix: "DEC", year: 2026, number: 1) else { return [] }
        let t0 = Instant(seconds: 1_795_255_200)
        var acts: [LoggedAct] = []
        for number in 1...count {
            let text = FieldValue.text("what was known after look \(number) at the furnace log")
            let before = FieldValue.text(
                "what was known after look \(number - 1) at the furnace log")
            let deed: Deed =
                number == 1
                ? .opened(
                    state: "open", site: "plant7", title: "Go on?",
                    [ValueChange("known", old: nil, new: text)], [])
                : .amended([ValueChange("known", old: before, new: text)])
            let act = Act(
                record: id, kind: "decision", number: number, revision: 1, version: number,
                stamp: Act.Stamp(
                    person: PersonID(number: number % 9 + 1), printedName: "K. Lind",
                    role: .qualityManager, onBehalfOf: nil,
                    at: t0.adding(microseconds: Int64(number) * 60_000_000),
                    zone: "Europe/Berlin", request: "r-\(number)", reason: "looked again",
                    cause: nil), deed: deed)
            acts.append(
                LoggedAct(
                    act, leaf: Digest(of: act.content.canonical), position: UInt64(number)))
        }
        return acts
    }
}
