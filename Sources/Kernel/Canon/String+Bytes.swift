// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether some ASCII word occurs anywhere, letter by letter.
    ///
    /// The standard library's own search compares characters as Unicode has them and takes some
    /// hundred times as long; for words that a format defines, bytes say all there is.
    public func containsBytes(of word: StaticString) -> Bool { byteOffset(of: word) != nil }

    /// How many bytes stand before the first occurrence of some ASCII word.
    public func byteOffset(of word: StaticString) -> Int? {
        var text = self
        return text.withUTF8 { text in
            word.withUTF8Buffer { word in
                guard let first = word.first else { return 0 }
                var start = 0
                while start + word.count <= text.count {
                    if text[start] == first,
                        UnsafeBufferPointer(rebasing: text[start..<start + word.count])
                            .elementsEqual(word)
                    {
                        return start
                    }
                    start += 1
                }
                return nil
            }
        }
    }
}
