// SPDX-License-Identifier: Apache-2.0
import Reading
import Testing

struct EvenPiecesTests {
    @Test(arguments: [1, 3, 4, 7, 8, 9, 100])
    func `Pieces are even, in order and complete, however the bytes arrive`(step: Int) {
        let bytes = (UInt8(0)..<30).map { $0 }
        var pieces = EvenPieces(bytesEach: 8)
        var cut: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            rest.prefix(step).withUnsafeBytes { pieces.cut($0) { cut.append(Array($0)) } }
            rest = rest.dropFirst(step)
        }
        pieces.finish { cut.append(Array($0)) }
        #expect(cut.map(\.count) == [8, 8, 8, 6])
        #expect(cut.flatMap { $0 } == bytes)
    }

    @Test func `Nothing is handed on for nothing`() {
        var pieces = EvenPieces(bytesEach: 8)
        pieces.cut(UnsafeRawBufferPointer(start: nil, count: 0)) { _ in Issue.record("a piece") }
        pieces.finish { _ in Issue.record("a piece") }
    }
}
