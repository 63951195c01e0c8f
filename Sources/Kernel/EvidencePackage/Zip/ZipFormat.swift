// SPDX-License-Identifier: Apache-2.0

/// The numbers of the zip format (PKWARE APPNOTE 6.3.10) that reader and writer share.
enum ZipFormat {
    static let localSignature: UInt32 = 0x0403_4B50
    static let descriptorSignature: UInt32 = 0x0807_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let end64Signature: UInt32 = 0x0606_4B50
    static let locator64Signature: UInt32 = 0x0706_4B50

    static let localSize = 30
    static let centralSize = 46
    static let endSize = 22
    static let end64Size = 56
    static let locator64Size = 20

    /// The extra field that holds sizes and offsets beyond four bytes.
    static let zip64Field: UInt16 = 0x0001
    /// In a four-byte field: the value is in the zip64 extra field.
    static let in64: UInt32 = 0xFFFF_FFFF
    /// In a two-byte field: the value is in the zip64 end record.
    static let in64Short: UInt16 = 0xFFFF

    static let stored: UInt16 = 0
    static let deflated: UInt16 = 8

    static let encryptedFlags: UInt16 = 1 << 0 | 1 << 6 | 1 << 13
    static let descriptorFlag: UInt16 = 1 << 3
    static let patchFlag: UInt16 = 1 << 5
    static let utf8Flag: UInt16 = 1 << 11
}

/// Little-endian numbers out of bytes; the caller has made sure that they are there.
struct LittleEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func u16(_ at: Int) -> UInt16 { UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 }
    func u32(_ at: Int) -> UInt32 { UInt32(u16(at)) | UInt32(u16(at + 2)) << 16 }
    func u64(_ at: Int) -> UInt64 { UInt64(u32(at)) | UInt64(u32(at + 4)) << 32 }
}

extension [UInt8] {
    /// Appends a number, least significant byte first.
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
