// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct WrittenNumberTests {
    @Test(arguments: [
        ("12", 12.0, 0), ("12.50", 12.5, 2), ("+0.05", 0.05, 2), ("-.5", -0.5, 1), ("007", 7, 0),
        ("1.5e3", 1_500, 0), ("1.25E-2", 0.0125, 4), ("0", 0, 0), ("-0.0", 0, 1),
    ])
    func `Numbers are read as they are written`(text: String, value: Double, decimals: Int) throws {
        let number = try #require(WrittenNumber(text))
        #expect(number.value == value)
        #expect(number.decimals == decimals)
    }

    @Test(arguments: [
        "", " ", "12 ", " 12", "1,5", "1.", ".", "-", "+", "e5", "1e", "1e+", "--1", "1.2.3",
        "0x1p3",
        "NaN", "nan", "inf", "Infinity", "1e999", "-1e999", "１２", "1\u{0}", "1_000",
        String(repeating: "1", count: 65),
    ])
    func `What some reader would take otherwise is no number`(text: String) {
        #expect(WrittenNumber(text) == nil)
    }

    @Test func `An absurd exponent is no number and takes no time`() {
        #expect(WrittenNumber("1e" + String(repeating: "9", count: 60)) == nil)
        #expect(WrittenNumber("0e" + String(repeating: "9", count: 60))?.value == 0)
        #expect(WrittenNumber("1e-" + String(repeating: "9", count: 60))?.value == 0)
    }
}
