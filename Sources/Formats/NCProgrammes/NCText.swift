// SPDX-License-Identifier: Apache-2.0

/// What the beginning of a programme says: its number, its title, its unit and its comments.
struct NCText: Sendable {
    /// Whether it begins with `%`, the tape's leader.
    private(set) var hasLeader = false
    /// As written: `O0000`, `:1234`, `%MPF100`.
    private(set) var number: String?
    /// The first comment on the number's line, or the first comment at all before any block.
    private(set) var title: String?
    /// `inch` for G20 or G70, `mm` for G21 or G71; the first of them counts.
    private(set) var unit: String?
    /// The other comments before the first block: tools, stock, setup.
    private(set) var comments: [String] = []
    private var blocks = 0
    private var others = 0

    /// The most comments that are kept.
    static let commentsMax = 50
    /// How many lines are looked at.
    static let linesMax = 400
    /// The longest comment kept, in bytes.
    static let commentBytesMax = 256

    init(sample: ArraySlice<UInt8>) {
        for line in sample.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
            .prefix(NCText.linesMax)
        {
            read(line)
        }
    }

    /// Whether its lines are blocks and hardly anything else.
    var isProgramme: Bool { blocks >= 2 && blocks >= others * 4 }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        let text = line.filter { $0 != 0 && $0 != 0x1A }
        let (code, remarks) = NCText.parts(text)
        let bare = code.drop { $0 <= 0x20 }
        if blocks == 0 { for remark in remarks { take(remark, onNumberLine: isNumber(bare)) } }
        guard let first = bare.first else {
            // Blank, or only comments.
            return
        }
        if first == 0x25, bare.count <= 32 {
            if blocks == 0, number == nil { hasLeader = true }
            if bare.count > 1, number == nil { number = NCText.word(bare) }
        } else if isNumber(bare), number == nil {
            number = NCText.word(bare)
        } else if NCText.isBlock(bare) {
            blocks += 1
            if unit == nil { unit = NCText.unit(bare) }
        } else {
            others += 1
        }
    }

    private mutating func take(_ remark: String, onNumberLine isTitle: Bool) {
        guard !remark.isEmpty else { return }
        if title == nil, isTitle || number == nil && !hasLeader || isTitle {
            title = remark
        } else if comments.count < NCText.commentsMax {
            comments.append(remark)
        }
    }

    private func isNumber(_ bare: some Collection<UInt8>) -> Bool {
        guard let first = bare.first, first == 0x4F || first == 0x6F || first == 0x3A else {
            return false
        }
        let rest = bare.dropFirst()
        return !rest.isEmpty && rest.first.map { (0x30...0x39).contains($0) } == true
    }

    /// Code and comments of a line: `( … )` anywhere, or all after `;`.
    private static func parts(_ line: [UInt8]) -> (code: [UInt8], comments: [String]) {
        var code: [UInt8] = []
        var comments: [String] = []
        var comment: [UInt8] = []
        var isInside = false
        for (index, byte) in line.enumerated() {
            if isInside {
                if byte == 0x29 {
                    isInside = false
                    comments.append(text(comment))
                    comment = []
                } else {
                    comment.append(byte)
                }
            } else if byte == 0x28 {
                isInside = true
            } else if byte == 0x3B {
                comments.append(text(Array(line[(index + 1)...])))
                break
            } else {
                code.append(byte)
            }
        }
        if isInside, !comment.isEmpty { comments.append(text(comment)) }
        return (code, comments)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var text = String(decoding: bytes.prefix(commentBytesMax), as: UTF8.self)
        while text.utf8.last.map({ $0 <= 0x20 }) == true { text.removeLast() }
        while text.utf8.first.map({ $0 <= 0x20 }) == true { text.removeFirst() }
        return text
    }

    private static func word(_ bytes: some Collection<UInt8>) -> String {
        text(Array(bytes.prefix { $0 > 0x20 }))
    }

    /// Whether a line is words of a letter and a number: `N100 G0 X1.5 (…)`, with or without `/`.
    private static func isBlock(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        if rest.first == 0x2F { rest = rest.dropFirst() }
        var words = 0
        while let byte = rest.first {
            if byte <= 0x20 {
                rest = rest.dropFirst()
                continue
            }
            guard (0x41...0x5A).contains(byte & 0xDF) else { return false }
            let value = rest.dropFirst().drop { $0 == 0x20 }.prefix { isNumeric($0) }
            guard !value.isEmpty else { return false }
            words += 1
            rest = rest[value.endIndex...]
        }
        return words > 0
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B
            || byte == 0x23
    }

    private static func unit(_ bytes: some Collection<UInt8>) -> String? {
        let line = Array(bytes)
        for index in line.indices.dropLast(2)
        where line[index] & 0xDF == 0x47 && !(index + 3 < line.count && isNumeric(line[index + 3]))
        {
            switch (line[index + 1], line[index + 2]) {
            case (0x32, 0x30), (0x37, 0x30): return "inch"
            case (0x32, 0x31), (0x37, 0x31): return "mm"
            default: continue
            }
        }
        return nil
    }
}
