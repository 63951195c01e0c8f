// SPDX-License-Identifier: Apache-2.0

/// Which cells of a workbook are dates: their number format says so, and nothing else does.
struct CellStyles: Sendable {
    /// The most formats and styles that are read.
    static let countMax = 65_536

    private var shapes: [SerialDate.Shape?] = []
    private var codes: [Int: SerialDate.Shape] = [:]

    /// The shape of the dates of a style; `nil` when its numbers are numbers.
    func shape(_ style: Int) -> SerialDate.Shape? {
        shapes.indices.contains(style) ? shapes[style] : nil
    }

    mutating func addFormat(_ id: Int, code: String) {
        guard codes.count < CellStyles.countMax else { return }
        codes[id] = CellStyles.shape(ofCode: code)
    }

    mutating func addStyle(format id: Int) {
        guard shapes.count < CellStyles.countMax else { return }
        shapes.append(codes[id] ?? CellStyles.builtIn(id))
    }

    /// The formats every program knows by number (ECMA-376 §18.8.30), the East Asian ones included.
    private static func builtIn(_ id: Int) -> SerialDate.Shape? {
        switch id {
        case 14...17, 27...31, 34...36, 50...54, 57, 58: .date
        case 18...21, 32, 33, 45, 47, 55, 56: .time
        case 22: .both
        default: nil
        }
    }

    /// What a format's own code shows: letters of dates outside quotes, brackets and escapes.
    ///
    /// `[h]:mm` counts hours and is a duration, not a time of day: its number is kept.
    static func shape(ofCode code: String) -> SerialDate.Shape? {
        var hasDate = false
        var hasTime = false
        var rest = Array(code.lowercased().unicodeScalars)[...]
        if let end = rest.firstIndex(of: ";") { rest = rest[..<end] }
        while let first = rest.popFirst() {
            switch first {
            case "\"":
                rest = rest[((rest.firstIndex(of: "\"") ?? rest.endIndex - 1) + 1)...]
            case "\\", "_", "*": rest = rest.dropFirst()
            case "[":
                let close = rest.firstIndex(of: "]") ?? rest.endIndex - 1
                if rest.first.map({ "hms".unicodeScalars.contains($0) }) == true { return nil }
                rest = rest[(max(close, rest.startIndex - 1) + 1)...]
            case "y", "d": hasDate = true
            case "h", "s": hasTime = true
            case "m" where !hasTime: hasDate = hasDate || !rest.contains("s") && !rest.contains("h")
            case "a" where rest.starts(with: "m/pm".unicodeScalars): rest = rest.dropFirst(4)
            case "g" where rest.starts(with: "eneral".unicodeScalars): return nil
            default: continue
            }
        }
        switch (hasDate, hasTime) {
        case (true, true): return .both
        case (true, false): return .date
        case (false, true): return .time
        case (false, false): return nil
        }
    }
}
