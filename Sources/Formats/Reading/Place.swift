// SPDX-License-Identifier: Apache-2.0

/// Where in a file something is, so that a person can go and look.
///
/// Editors speak of lines and columns, programs of offsets and paths; a message that has both can
/// be acted on by either.
package struct Place: Hashable, Sendable {
    /// Bytes before it, from the beginning of the file.
    package var offset: UInt64
    /// The line it is on, from 1; lines end at LF.
    package var line: UInt64
    /// Its first byte on that line, from 1.
    ///
    /// Bytes, because an invalid byte has no letter.
    package var column: UInt64
    /// The member it is in, as in `$.epcisBody.eventList[3].eventTime`; empty where there is none.
    package var path: String

    /// The beginning of a file unless told otherwise.
    package init(offset: UInt64 = 0, line: UInt64 = 1, column: UInt64 = 1, path: String = "") {
        self.offset = offset
        self.line = line
        self.column = column
        self.path = path
    }

    /// The same spot, with another path.
    package func at(_ path: String) -> Place {
        var place = self
        place.path = path
        return place
    }

    /// The place reached after some more bytes have been read.
    package func advanced(over bytes: UnsafeRawBufferPointer) -> Place {
        var place = self
        place.advance(over: bytes)
        return place
    }

    /// Moves past some bytes, counting the lines in them.
    package mutating func advance(over bytes: UnsafeRawBufferPointer) {
        var lines: UInt64 = 0
        var lastBreak = -1
        for index in 0..<bytes.count where bytes[index] == 0x0A {
            lines += 1
            lastBreak = index
        }
        offset += UInt64(bytes.count)
        line += lines
        let tail = UInt64(bytes.count - 1 - lastBreak)
        column = lastBreak < 0 ? column + UInt64(bytes.count) : tail + 1
    }
}

extension Place: CustomStringConvertible {
    /// As compilers write it: `line 12, column 7 ($.time)`.
    package var description: String {
        path.isEmpty
            ? "line \(line), column \(column)" : "line \(line), column \(column) (\(path))"
    }
}
