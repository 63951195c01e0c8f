// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// Whether it is known what of a joint case's records can be relied on.
enum JointTrust {
    static let windowFrozen = Guard(
        "window-frozen", "The window in which records are in doubt is frozen as it was found.",
        covers: ["JQS-3", "EPK-JQS-4"]
    ) { situation in
        frozen(situation).isEmpty
            ? [Obstacle("no trust window is frozen: what relied on it, and where product is")] : []
    }

    /// The streams that any frozen window names.
    static func streams(_ situation: Situation) -> [Thing] {
        var seen: Set<Thing> = []
        return frozen(situation).flatMap { $0.things("streams") }
            .filter { seen.insert($0).inserted }
    }

    static let streamsJudged = Guard(
        "streams-judged", "Each stream in the window has one signed verdict that stands.",
        covers: ["JQS-3", "JQS-7", "EPK-JQS-5"]
    ) { situation in
        let verdicts = standing(situation)
        return streams(situation).compactMap { stream in
            let about = verdicts.filter { $0.things("stream").contains(stream) }
            guard let verdict = about.first else { return Obstacle("\(stream) has no verdict") }
            guard about.count == 1 else {
                return Obstacle("\(stream) has \(about.count) verdicts; one supersedes the others")
            }
            return verdict.state == "signed"
                ? nil : Obstacle("the verdict on \(stream) is not signed", in: verdict.id)
        }
    }

    /// A stream that is still only suspect at the end was never judged.
    static let nothingInDoubt = Guard(
        "nothing-in-doubt", "No stream is left merely suspect.",
        covers: ["JQS-7", "EPK-JQS-5"]
    ) { situation in
        standing(situation).filter { $0.text("verdict") == TrustVerdict.suspect.rawValue }.map {
            Obstacle("it leaves the stream suspect", in: $0.id)
        }
    }

    private static func frozen(_ situation: Situation) -> [RecordState] {
        situation.linking("of", "trust-window-snapshot").filter { $0.state == "frozen" }
    }

    private static func standing(_ situation: Situation) -> [RecordState] {
        situation.linking("of", "trust-verdict").filter {
            $0.supersededBy == nil && situation.book.status(of: $0) != .cancelled
        }
    }
}
