// SPDX-License-Identifier: Apache-2.0
import EPCIS
import Fixtures
import Foundation
import Reading
import Testing

/// The reference documents of the algorithm's author, as JSON-LD and as XML.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct ReferenceHashTests {
    @Test(
        arguments: ["", "2", "3"].flatMap { number in
            ["jsonld", "xml"].map { ("ReferenceEventHashAlgorithm\(number)", $0) }
        })
    func `Pre-hash text and hash are the reference's`(name: String, syntax: String) throws {
        let folder = Fixtures.corpus("epcis/event-hash-reference")
        let file = try Fixtures.bytes(folder.appending(path: "\(name).\(syntax)"))
        let preHash = try Fixtures.bytes(folder.appending(path: "\(name).prehashes"))
        let hash = try Fixtures.bytes(folder.appending(path: "\(name).hashes"))
        for piece in [1, 100, 1 << 20] {
            let lines = hashLines(file, piece: piece)
            #expect(lines.problems == [])
            #expect(lines.hashes.map(\.preHash) == [text(preHash)])
            #expect(lines.hashes.map(\.uri) == [text(hash)])
        }
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// The hashes of a document and the problems in it.
func hashLines(
    _ bytes: [UInt8], piece: Int = 65_536
) -> (hashes: [EventHash], problems: [Problem]) {
    var reader = EventHashes()
    var hashes: [EventHash] = []
    var problems: [Problem] = []
    let take: (EventHashes.Line) -> Void = { line in
        switch line {
        case .hash(let hash, _, _): hashes.append(hash)
        case .problem(let problem): problems.append(problem)
        }
    }
    repeat {
        var rest = bytes[...]
        while !rest.isEmpty {
            rest.prefix(piece).withUnsafeBytes { reader.read($0, take) }
            rest = rest.dropFirst(piece)
        }
        reader.finish(take)
    } while reader.wantsAnotherPass
    return (hashes, problems)
}

/// The rules of the algorithm one by one, each where a slip would change the hash.
struct EventHashRuleTests {
    /// The pre-hash text of an ObjectEvent with some more members, from after its identifier.
    private func tail(_ more: String) throws -> String {
        let event = Sample.object("\"action\":\"ADD\"" + (more.isEmpty ? "" : "," + more))
        let text = try #require(hashLines(Array(Sample.json(event).utf8)).hashes.first?.preHash)
        let head =
            "eventType=ObjectEventeventTime=2026-11-20T07:00:00.000ZeventTimeZoneOffset=+01:00"
            + "epcListepc=https://id.gs1.org/01/04012345111118/21/9876action=ADD"
        #expect(text.hasPrefix(head))
        return String(text.dropFirst(head.count))
    }

    @Test func `What names or dates the record is no part of the event`() throws {
        let more = """
            "eventID":"urn:uuid:1","recordTime":"2026-11-20T08:00:00Z","rdfs:comment":"hi",
            "errorDeclaration":{"declarationTime":"2026-11-21T08:00:00Z","reason":"incorrect_data",
            "example:why":"typo"},"@context":{"z":"urn:z"}
            """
        #expect(try tail(more) == "")
    }

    @Test(arguments: [
        ("receiving", "https://ref.gs1.org/cbv/BizStep-receiving"),
        ("urn:epcglobal:cbv:bizstep:receiving", "https://ref.gs1.org/cbv/BizStep-receiving"),
        ("cbv:BizStep-receiving", "https://ref.gs1.org/cbv/BizStep-receiving"),
        ("https://ref.gs1.org/cbv/BizStep-receiving", "https://ref.gs1.org/cbv/BizStep-receiving"),
        ("walking", "walking"), ("example:walking", "https://ns.example.com/epcis/walking"),
        ("https://voc.example/x", "https://voc.example/x"),
    ])
    func `A vocabulary word has one spelling`(word: String, hashed: String) throws {
        #expect(try tail("\"bizStep\":\"\(word)\"") == "bizStep=\(hashed)")
    }

    @Test(arguments: [
        ("26.0", "26"), ("0.340", "0.34"), ("1e3", "1000"), ("-0", "0"), ("12E-3", "0.012"),
        ("111100001111000011110000", "111100001111000011110000"), ("100", "100"),
        ("9007199254740993", "9007199254740993"),
    ])
    func `Numbers lose needless zeros and nothing else`(number: String, hashed: String) throws {
        #expect(try tail("\"example:n\":\(number)").hasSuffix("}n=\(hashed)"))
        #expect(try tail("\"example:n\":\" \(number) \"").hasSuffix("}n=\(hashed)"))
    }

    @Test(arguments: ["1_000", "0x10", "nan", "1e999", "12-3", "1.2.3", "e5", "+", "."])
    func `What only looks like a number is text`(text: String) throws {
        #expect(try tail("\"example:n\":\"\(text)\"").hasSuffix("}n=\(text)"))
    }

    @Test(arguments: [
        ("2026-11-20T08:00:00.0004+01:00", "2026-11-20T07:00:00.000Z"),
        ("2026-11-20T08:00:00.0005+01:00", "2026-11-20T07:00:00.001Z"),
        ("2026-12-31T23:59:59.9996-00:00", "2027-01-01T00:00:00.000Z"),
        ("2026-11-20T08:00:00Z", "2026-11-20T08:00:00.000Z"),
    ])
    func `Times are UTC with milliseconds, half rounded up`(time: String, hashed: String) throws {
        let event =
            "{\"type\":\"ObjectEvent\",\"eventTime\":\"\(time)\",\"eventTimeZoneOffset\":\"+01:00\"}"
        let lines = hashLines(Array(Sample.json(event).utf8))
        #expect(
            lines.hashes.first?.preHash
                == "eventType=ObjectEventeventTime=\(hashed)eventTimeZoneOffset=+01:00")
    }

    @Test func `Lists are sorted by bytes and named once`() throws {
        let event = """
            {"type":"AggregationEvent",\(Sample.times),"parentID":"urn:p","childEPCs":["urn:b","urn:a","urn:B"],
            "childQuantityList":[{"quantity":2,"epcClass":"urn:y"},{"uom":"KGM","epcClass":"urn:x"}],
            "action":"ADD"}
            """
        let text = try #require(hashLines(Array(Sample.json(event).utf8)).hashes.first?.preHash)
        #expect(
            text.hasSuffix(
                "parentID=urn:pchildEPCsepc=urn:Bepc=urn:aepc=urn:bchildQuantityListquantityElement"
                    + "epcClass=urn:xuom=KGMquantityElementepcClass=urn:yquantity=2action=ADD"))
    }

    @Test func `Typed lists, lot data and extensions come last, sorted together`() throws {
        let more = """
            "example:z":{"example:b":"2","example:a":["y","x"]},"ilmd":{"example:lot":"L1"},
            "sourceList":[{"source":"urn:s","type":"location"}],
            "destinationList":[{"destination":"urn:d"}],
            "bizTransactionList":[{"bizTransaction":"urn:2","type":"po"},{"bizTransaction":"urn:1","type":"inv"}],
            "sensorElementList":[{"sensorReport":[{"value":1,"type":"Temperature"}]}]
            """
        let ns = "{https://ns.example.com/epcis/}"
        #expect(
            try tail(more)
                == "sensorElementListsensorElementsensorReporttype=https://gs1.org/voc/Temperature"
                + "value=1bizTransactionListtype=https://ref.gs1.org/cbv/BTT-invbizTransaction=urn:1"
                + "type=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:2"
                + "destinationListdestination=urn:dilmd\(ns)lot=L1"
                + "sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=urn:s"
                + "\(ns)z\(ns)a=x\(ns)a=y\(ns)b=2")
    }

    @Test func `A change of any value changes the hash`() {
        let one = hashLines(Array(Sample.json(Sample.object()).utf8)).hashes
        let other = hashLines(
            Array(
                Sample.json(Sample.object("\"action\":\"OBSERVE\",\"disposition\":\"active\"")).utf8
            )
        ).hashes
        #expect(one.count == 1 && other.count == 1 && one != other)
    }

    @Test func `An event without a readable time has no hash, and the others do`() {
        let timeless = "{\"type\":\"ObjectEvent\",\"eventTime\":\"soon\"}"
        let lines = hashLines(Array(Sample.json(Sample.object(), timeless, Sample.object()).utf8))
        #expect(lines.hashes.count == 2)
        #expect(lines.problems.map(\.code) == ["epcis.event-time.malformed"])
    }

    @Test func `Only this kind of hash can be checked`() {
        let digest = String(repeating: "a", count: 64)
        #expect(EventHash.isClaimed(by: "ni:///sha-256;\(digest)?ver=CBV2.0"))
        #expect(!EventHash.isClaimed(by: "ni:///sha-256;\(digest)?ver=CBV2.1"))
        #expect(!EventHash.isClaimed(by: "ni:///sha-512;\(digest)?ver=CBV2.0"))
        #expect(!EventHash.isClaimed(by: "urn:uuid:1"))
    }
}
