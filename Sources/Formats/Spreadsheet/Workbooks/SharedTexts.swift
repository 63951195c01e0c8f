// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// The texts that a workbook's cells share, each once (ECMA-376 §18.4).
struct SharedTexts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// The text of that number; `nil` when there is none.
    subscript(_ index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return String(decoding: bytes[start..<ends[index]], as: UTF8.self)
    }

    mutating func read(_ part: String, _ parts: PartReader) throws(WorkbookFault) {
        guard var stream = parts.open(part) else { return }
        var collector = TextCollector()
        var bytes: [UInt8] = []
        var ends: [Int] = []
        while try stream.feed({ event in
            switch event {
            case .start(let tag):
                if tag.name.local == "si" { collector = TextCollector() }
                collector.start(tag.name.local)
            case .text(let text): collector.add(text)
            case .end(let tag):
                collector.end(tag.name.local)
                guard tag.name.local == "si" else { return }
                bytes.append(contentsOf: collector.text.utf8)
                ends.append(bytes.count)
            }
        }) {
            guard bytes.count <= Workbook.sharedTextBytesMax else {
                throw WorkbookFault(
                    "xlsx.too-much-text", in: part, found: "more text",
                    expected: "at most \(Workbook.sharedTextBytesMax) bytes of it")
            }
        }
        self.bytes = bytes
        self.ends = ends
    }
}

/// Joins the runs of a rich text and leaves out how it is pronounced.
struct TextCollector {
    private(set) var text = ""
    private var isInText = false
    private var phoneticDepth = 0

    mutating func start(_ name: String) {
        if name == "t" { isInText = true }
        if name == "rPh" { phoneticDepth += 1 }
    }

    mutating func end(_ name: String) {
        if name == "t" { isInText = false }
        if name == "rPh" { phoneticDepth -= 1 }
    }

    mutating func add(_ piece: String) {
        if isInText, phoneticDepth == 0 { text += piece }
    }
}
