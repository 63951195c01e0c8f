// SPDX-License-Identifier: Apache-2.0

/// A name with `*` for any run of characters: sheets, files and headers that change from day to day.
///
/// Cases matter, and nothing else has a meaning, so that a person can see what it takes.
package struct NamePattern: Hashable, Sendable {
    package let text: String
    private let parts: [[UInt8]]

    package init(_ text: String) {
        self.text = text
        parts = text.utf8.split(separator: 0x2A, omittingEmptySubsequences: false).map(Array.init)
    }

    /// Whether a name is of this pattern.
    package func matches(_ name: String) -> Bool {
        var rest = Array(name.utf8)[...]
        guard parts.count > 1 else { return rest.elementsEqual(parts[0]) }
        guard rest.starts(with: parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        let last = parts[parts.count - 1]
        guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else {
            return false
        }
        rest = rest.dropLast(last.count)
        // The leftmost place for each part leaves the most room for those that follow.
        for part in parts[1..<(parts.count - 1)] where !part.isEmpty {
            var start = rest.startIndex
            while start + part.count <= rest.endIndex,
                !rest[start..<(start + part.count)].elementsEqual(part)
            {
                start += 1
            }
            guard start + part.count <= rest.endIndex else { return false }
            rest = rest[(start + part.count)...]
        }
        return true
    }
}
