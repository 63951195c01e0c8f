// SPDX-License-Identifier: Apache-2.0
import Activities
import Quality
import Testing

struct AmountTests {
    @Test func `A thousand tenths are a hundred`() throws {
        let tenth = try #require(Amount(Quantity("0.1", unit: "kg")))
        var sum = try #require(Amount.none(in: "kg"))
        for _ in 1...1000 { sum = try #require(sum.adding(tenth)) }
        #expect(sum == Amount(Quantity("100", unit: "kg")))
    }

    @Test(arguments: [("20", "2e1"), ("20", "20.000"), ("0.5", ".5"), ("0", "-0")])
    func `One amount is equal however it is written`(one: String, other: String) throws {
        #expect(Amount(Quantity(one)) == Amount(Quantity(other)))
    }

    @Test func `Without a unit it is pieces`() {
        #expect(Amount(Quantity("3")) == Amount(Quantity("3", unit: "pieces")))
    }

    @Test func `Units are never mixed`() throws {
        let grams = try #require(Amount(Quantity("1000", unit: "g")))
        let kilogram = try #require(Amount(Quantity("1", unit: "kg")))
        #expect(grams.adding(kilogram) == nil)
        #expect(grams != kilogram)
    }

    @Test(arguments: ["", "many", "1,5", "NaN", "1e999"])
    func `What is no number is no amount`(text: String) {
        #expect(Amount(Quantity(text)) == nil)
    }
}
