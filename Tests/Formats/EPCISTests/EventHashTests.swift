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
