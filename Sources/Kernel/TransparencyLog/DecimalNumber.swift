// SPDX-License-Identifier: Apache-2.0

/// Decimal numbers as the log's text formats write them: digits, no sign, no leading zero.
///
/// A size with a leading zero or a plus sign would let two texts mean one tree.
enum DecimalNumber {
    /// The number some ASCII digits stand for.
    ///
    /// `nil` for any other spelling than the shortest, and above 2^63-1.
    static func value(_ ascii: some Collection<UInt8>) -> UInt64? {
        guard (1...19).contains(ascii.count) else { return nil }
        guard ascii.first != 0x30 || ascii.count == 1 else { return nil }
        var value: UInt64 = 0
        for digit in ascii {
            guard (0x30...0x39).contains(digit) else { return nil }
            // At most 19 digits: below 10^19, which 64 bits hold.
            value = value * 10 + UInt64(digit - 0x30)
        }
        return value <= TreeSize.maximum.value ? value : nil
    }
}
