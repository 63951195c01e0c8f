// SPDX-License-Identifier: Apache-2.0
import Reading
import Testing

struct LineSplitterTests {
    /// The lines of a file read in pieces of one size, as `offset:line:text`.
    private func lines(_ text: String, pieces: Int = 1_000, max: Int = 100) -> [String] {
        var splitter = LineSplitter(lineBytesMax: max)
        var lines: [String] = []
        func take(_ line: LineSplitter.Line) {
            switch line {
            case .text(let bytes, let place):
                let text = String(decoding: bytes, as: UTF8.self)
                lines.append("\(place.offset):\(place.line):\(text)")
            case .tooLong(let place):
                lines.append("\(place.offset):\(place.line):too long")
            }
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            rest.prefix(pieces).withUnsafeBytes { splitter.split($0, take) }
            rest = rest.dropFirst(pieces)
        }
        splitter.finish(take)
        return lines
    }

    @Test func `Lines come with the place where they begin`() {
        #expect(lines("one\ntwo\n\nfour\n") == ["0:1:one", "4:2:two", "9:4:four"])
    }

    @Test func `A last line needs no line break`() {
        #expect(lines("one\ntwo") == ["0:1:one", "4:2:two"])
    }

    @Test func `A carriage return belongs to the line break, and blank lines are nothing`() {
        #expect(lines("one\r\n\r\n \t\r\ntwo\r\n") == ["0:1:one", "11:4:two"])
    }

    @Test(arguments: 1...12)
    func `The size of the pieces makes no difference`(size: Int) {
        let text = "first line\r\n\nthe second, somewhat longer, line\n" + "3\nlast"
        #expect(lines(text, pieces: size) == lines(text))
        #expect(lines(text, pieces: size).count == 4)
    }

    @Test(arguments: [1, 3, 7, 8, 9, 40, 1_000])
    func `A line over the bound is reported once and the next one is read`(size: Int) {
        let text = "ok\n" + String(repeating: "x", count: 101) + "\nnext\n"
        #expect(lines(text, pieces: size) == ["0:1:ok", "3:2:too long", "105:3:next"])
    }

    @Test func `A line of exactly the bound is read`() {
        let line = String(repeating: "x", count: 100)
        #expect(lines(line + "\n", pieces: 7) == ["0:1:" + line])
    }

    @Test func `A line of 64 MiB that never ends costs no memory`() {
        var splitter = LineSplitter(lineBytesMax: 1 << 20)
        let chunk = [UInt8](repeating: 0x61, count: 1 << 16)
        var reports = 0
        for _ in 0..<1_024 { chunk.withUnsafeBytes { splitter.split($0) { _ in reports += 1 } } }
        #expect(reports == 1)
        #expect(splitter.isInsideLine)
        splitter.finish { _ in reports += 1 }
        #expect(reports == 1)
    }
}
