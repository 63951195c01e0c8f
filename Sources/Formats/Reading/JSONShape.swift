// SPDX-License-Identifier: Apache-2.0
import Canon

/// Tells from its first bytes how a file holds its JSON values.
///
/// Bytes are held until the shape is certain: usually the first byte or the first line is enough.
struct JSONShape: Sendable {
    enum Verdict: Equatable {
        case cannotTell
        case lines
        case array
        case document
        case byteOrderMark
    }

    private(set) var held: [UInt8] = []
    /// How far the end of the first line was looked for.
    private var searched = 0
    /// Where the first line ends, once it is known to break off.
    private var brokenLineEnd: Int?

    mutating func add(_ chunk: UnsafeRawBufferPointer) { held.append(contentsOf: chunk) }

    /// The shape as far as the bytes held tell it.
    ///
    /// A file that is whole, or that has held more than the bound, has its shape told in any case.
    mutating func verdict(isWhole: Bool, max: Int) -> Verdict {
        if held.starts(with: [0xEF, 0xBB, 0xBF]) { return .byteOrderMark }
        guard let first = held.firstIndex(where: { !JSONShape.isSpace($0) }) else {
            return isWhole || held.count > max ? .lines : .cannotTell
        }
        if held[first] == 0x5B { return .array }
        if brokenLineEnd == nil {
            guard let end = held[Swift.max(first, searched)...].firstIndex(of: 0x0A) else {
                searched = held.count
                return isWhole || held.count > max ? .lines : .cannotTell
            }
            guard JSONShape.breaksOff(held[first..<end]) else { return .lines }
            brokenLineEnd = end
        }
        guard let end = brokenLineEnd,
            let next = held[end...].first(where: { !JSONShape.isSpace($0) })
        else { return isWhole ? .lines : held.count > max ? .document : .cannotTell }
        return next == 0x7B ? .lines : .document
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func breaksOff(_ line: ArraySlice<UInt8>) -> Bool {
        do throws(JSONError) {
            _ = try JSON(parsing: line)
            return false
        } catch {
            guard case .endOfInput = error.problem else { return false }
            return true
        }
    }
}
