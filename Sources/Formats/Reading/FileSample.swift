// SPDX-License-Identifier: Apache-2.0

/// The beginning of a file (all of an archive), from which its format is told.
package struct FileSample: Sendable {
    /// How much of a file is looked at: 64 KiB.
    package static let bytesMax = 65_536

    /// The first bytes as they are, a byte order mark included.
    package let prefix: [UInt8]
    /// The last part of its path; empty for standard input.
    package let name: String
    /// All of it, where it is a zip archive of at most ``archiveBytesMax``; else empty.
    ///
    /// An archive has its index at its end: the beginning alone does not tell what is in it.
    package let archive: [UInt8]

    /// The largest archive that is looked at as a whole: 16 MiB.
    package static let archiveBytesMax = 16 * 1_024 * 1_024

    /// A file's beginning, and all of it where whoever reads the file has it.
    package init(prefix: [UInt8], name: String, archive: [UInt8] = []) {
        self.prefix = Array(prefix.prefix(FileSample.bytesMax))
        self.name = name
        let whole = prefix.count < FileSample.bytesMax ? prefix : archive
        let isTaken = FileSample.isArchive(whole) && whole.count <= FileSample.archiveBytesMax
        self.archive = isTaken ? whole : []
    }

    /// Whether it begins as a zip archive does.
    package var isArchive: Bool { FileSample.isArchive(prefix) }

    private static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
    }

    /// The first byte that is neither a UTF-8 byte order mark nor white space.
    package var firstByte: UInt8? {
        text.first { !FileSample.whiteSpace.contains($0) }
    }

    /// The bytes after a UTF-8 byte order mark, if there is one.
    package var text: ArraySlice<UInt8> {
        prefix.starts(with: FileSample.byteOrderMark) ? prefix.dropFirst(3) : prefix[...]
    }

    /// Whether the bytes of some ASCII text occur.
    package func contains(_ ascii: StaticString) -> Bool {
        let needle = ascii.withUTF8Buffer { Array($0) }
        guard let first = needle.first, prefix.count >= needle.count else { return false }
        for start in 0...(prefix.count - needle.count) where prefix[start] == first {
            if prefix[start..<(start + needle.count)].elementsEqual(needle) { return true }
        }
        return false
    }

    /// Whether the name ends in one of some lower-case endings, in any case.
    package func isNamed(_ endings: String...) -> Bool {
        let name = name.lowercased()
        return endings.contains { name.hasSuffix($0) }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let whiteSpace: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
}

extension FileSample {
    /// What the bytes plainly are, when they are nothing a text format could read.
    ///
    /// The commonest mistakes get their own words: a file that was compressed, saved from a
    /// spreadsheet program, or written in another encoding.
    package var mistake: Problem? {
        func problem(_ code: String, _ found: String, _ expected: String) -> Problem {
            Problem(code, at: Place(), found: found, expected: expected, endsReading: true)
        }
        if prefix.isEmpty {
            return problem("file.empty", "an empty file", "at least one event")
        }
        if prefix.starts(with: [0x1F, 0x8B]) {
            return problem("file.gzip", "a gzip file", "text; unpack it first (gunzip)")
        }
        if prefix.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            return problem("file.zstd", "a zstd file", "text; unpack it first (unzstd)")
        }
        if isArchive {
            return problem("file.zip", "a zip file", "text; unpack it first, file by file")
        }
        if prefix.starts(with: Array("%PDF-".utf8)) {
            return problem("file.pdf", "a PDF document", "a file of events")
        }
        if prefix.starts(with: [0xFF, 0xFE]) || prefix.starts(with: [0xFE, 0xFF])
            || prefix.starts(with: [0, 0x3C]) || prefix.starts(with: [0x3C, 0])
            || prefix.starts(with: [0, 0x7B]) || prefix.starts(with: [0x7B, 0])
        {
            return problem(
                "file.utf-16", "text in UTF-16", "UTF-8; save it again in that encoding")
        }
        return nil
    }
}
