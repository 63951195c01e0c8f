// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct SequenceGapTests {
    private func said(
        _ numbers: [(Int64, Int64)], from sources: [String] = ["mtc"]
    ) throws -> Judgements {
        var log = Log()
        for (index, number) in numbers.enumerated() {
            log.record(from: sources[index % sources.count]) {
                $0.sequence = SequencePosition(stream: "log", first: number.0, last: number.1)
            }
        }
        return try log.judged(by: .sequenceGap)
    }

    @Test(
        arguments: [
            [(1, 3), (4, 4), (5, 9)], [(5, 9), (1, 3), (4, 4)], [(1, 9), (3, 5)], [(7, 7)],
        ] as [[(Int64, Int64)]])
    func `Numbers without a gap pass in any order`(numbers: [(Int64, Int64)]) throws {
        #expect(try said(numbers).counts == [SequenceGap.unbroken: 1])
    }

    @Test func `A missing number fails between its neighbours`() throws {
        let said = try said([(1, 3), (5, 9), (20, 20)])
        #expect(said.codes == ["gap", "gap"])
        #expect(
            said.findings.map(\.words)
                == ["number 4 is missing in log", "numbers 10 to 19 are missing in log"])
        #expect(said.findings.map(\.entries) == [[1, 0], [2, 1]])
    }

    @Test func `A late number closes the gap`() throws {
        #expect(try said([(1, 3), (5, 9), (4, 4)]).count(.fail) == 0)
    }

    @Test func `Each source counts for itself`() throws {
        let said = try said([(1, 1), (1, 1), (2, 2), (2, 2)], from: ["a", "b"])
        #expect(said.counts == [SequenceGap.unbroken: 2])
    }

    @Test func `A signed explanation accounts for a gap, an unsigned one does not`() throws {
        for isSigned in [true, false] {
            var log = Log()
            log.record { $0.sequence = SequencePosition(stream: "log", first: 1) }
            log.record { $0.sequence = SequencePosition(stream: "log", first: 9) }
            try log.record("gap.explained") {
                $0.sequence = SequencePosition(stream: "log", first: 2, last: 8)
                if isSigned {
                    $0.participants = [Participation(.signatory, try Thing(.person, "K. Lind"))]
                }
            }
            #expect(try log.judged(by: .sequenceGap).count(.fail) == (isSigned ? 0 : 1))
        }
    }

    @Test func `The ends of the numbers do not trap`() throws {
        let said = try said([(.min, .min), (.max, .max), (.min, .max), (9, 3)])
        #expect(said.codes == ["malformed"])
        #expect(said.count(of: SequenceGap.unbroken) == 1)
        #expect(try self.said([(.min, .min), (.max, .max)]).codes == ["gap"])
    }

    @Test func `A record without a number is no case`() throws {
        #expect(try verdict(of: .sequenceGap) { _ in }.count(.notApplicable) == 1)
    }

    @Test func `A corrected record still has its number`() throws {
        var log = Log()
        for number in 1...3 {
            log.record(as: "e\(number)") {
                $0.sequence = SequencePosition(stream: "log", first: Int64(number))
                if number == 3 { $0.correction = Correction(event: "e2", kind: .declaredInError) }
            }
        }
        #expect(try log.judged(by: .sequenceGap).counts == [SequenceGap.unbroken: 1])
    }
}
