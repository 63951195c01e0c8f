// SPDX-License-Identifier: Apache-2.0

/// A thing a tiled log serves, and its path below the log's prefix (C2SP tlog-tiles).
///
/// One thing has one path: no leading zeros, no missing groups. A second spelling would be a second
/// cache entry and a way around whatever guards the first.
public enum LogPath: Hashable, Sendable {
    /// The newest checkpoint.
    case checkpoint
    /// A tile of hashes.
    case tile(TileName)
    /// A tile's worth of entries.
    case entries(BundleName)

    /// No valid path is longer, in bytes.
    public static let maximumLength = 64

    /// The path, without a leading slash.
    public var text: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .tile(let name):
            "tile/\(name.level)/\(LogPath.groups(name.index))\(LogPath.suffix(name.width))"
        case .entries(let name):
            "tile/entries/\(LogPath.groups(name.index))\(LogPath.suffix(name.width))"
        }
    }

    /// Reads a path.
    ///
    /// `nil` for everything that ``text`` would not write.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= LogPath.maximumLength else { return nil }
        if text.utf8.elementsEqual("checkpoint".utf8) {
            self = .checkpoint
            return
        }
        var parts = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
            .map { Array($0)[...] }
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8) else { return nil }
        let kind = parts[1]
        parts.removeFirst(2)
        guard let (index, width) = LogPath.place(parts) else { return nil }
        if kind.elementsEqual("entries".utf8) {
            self = .entries(BundleName(unchecked: index, width))
            return
        }
        guard let level = DecimalNumber.value(kind), level <= UInt64(TileName.maximumLevel) else {
            return nil
        }
        self = .tile(TileName(unchecked: UInt8(level), index, width))
    }

    /// Index and width of the parts after the kind: `x001`, `x234`, `067.p`, `112`.
    private static func place(_ given: [ArraySlice<UInt8>]) -> (UInt64, Int)? {
        var parts = given
        var width = UInt64(TileName.fullWidth)
        if parts.count > 1, parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let partial = DecimalNumber.value(parts.removeLast()), (1...255).contains(partial)
            else { return nil }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        guard let index = index(parts) else { return nil }
        return (index, Int(width))
    }

    private static func index(_ parts: [ArraySlice<UInt8>]) -> UInt64? {
        var index: UInt64 = 0
        for (position, part) in parts.enumerated() {
            var digits = part
            if position < parts.count - 1 {
                guard digits.popFirst() == 0x78 else { return nil }
            }
            guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            let group = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 0x30) }
            let (shifted, overflow) = index.multipliedReportingOverflow(by: 1000)
            let (sum, carry) = shifted.addingReportingOverflow(group)
            guard !overflow, !carry, sum <= TreeSize.maximum.value else { return nil }
            index = sum
        }
        // A leading group of zeros would be a second path of the same index.
        guard parts.count == 1 || !parts[0].elementsEqual("x000".utf8) else { return nil }
        return index
    }

    private static func groups(_ index: UInt64) -> String {
        var rest = index / 1000
        var text = padded(index % 1000)
        while rest > 0 {
            text = "x\(padded(rest % 1000))/\(text)"
            rest /= 1000
        }
        return text
    }

    private static func padded(_ group: UInt64) -> String {
        let digits = String(group)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }

    private static func suffix(_ width: Int) -> String {
        width == TileName.fullWidth ? "" : ".p/\(width)"
    }
}

extension TileName: CustomStringConvertible {
    /// The tile's path, as in “tile/0/x001/000.p/7”.
    public var description: String { LogPath.tile(self).text }
}

extension BundleName: CustomStringConvertible {
    /// The bundle's path, as in “tile/entries/000.p/7”.
    public var description: String { LogPath.entries(self).text }
}
