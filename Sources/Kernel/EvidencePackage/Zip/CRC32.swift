// SPDX-License-Identifier: Apache-2.0

/// The checksum zip archives carry (ISO 3309; polynomial 0xEDB88320), over bytes in pieces.
///
/// It finds accidents, not attackers: it is checked because an archive that disagrees with itself
/// must not be read at all, and proves nothing.
public struct CRC32: Sendable {
    private var state: UInt32 = ~0

    /// The checksum of no bytes.
    public init() {}

    /// The checksum of everything added so far.
    public var value: UInt32 { ~state }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds the bytes of a buffer, eight at a time ("slicing by 8").
    public mutating func update(_ buffer: UnsafeRawBufferPointer) {
        var crc = state
        CRC32.tables.withUnsafeBufferPointer { table in
            var index = 0
            while index + 8 <= buffer.count {
                let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let bits = UInt64(littleEndian: word) ^ UInt64(crc)
                crc = 0
                for slice in 0..<8 {
                    let byte = Int(truncatingIfNeeded: bits >> UInt64(8 * slice)) & 255
                    crc ^= table[(7 - slice) << 8 | byte]
                }
                index += 8
            }
            while index < buffer.count {
                crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ buffer[index])]
                index += 1
            }
        }
        state = crc
    }

    /// Eight tables of 256: the first is the usual one, each further one is a byte ahead.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
            tables[byte] = value
        }
        for index in 256..<tables.count {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 255)]
        }
        return tables
    }()
}
