// SPDX-License-Identifier: Apache-2.0
import Activities
import B2MML
import Canon
import Fixtures
import Foundation
import Reading
import Testing

/// Every file nobody here wrote, and our two batch records, say what a reader without Witnessmark
/// finds in them.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct RealFilesTests {
    static let files: [String: URL] = {
        let folders = [
            Fixtures.corpus("b2mml/examples"),
            Fixtures.root.appending(path: "Examples/batch-record"),
        ]
        let urls = folders.flatMap { Fixtures.files(under: $0) }.filter {
            $0.pathExtension == "xml" && !$0.lastPathComponent.contains("property")
        }
        return Dictionary(uniqueKeysWithValues: urls.map { ($0.lastPathComponent, $0) })
    }()

    static let expected: [String: [String]] = {
        let url = Fixtures.root.appending(path: "Examples/real-data/b2mml-by-hand.json")
        guard let bytes = try? Fixtures.bytes(url), let json = try? JSON(parsing: bytes) else {
            return [:]
        }
        return Dictionary(
            uniqueKeysWithValues: (json.members ?? []).map {
                ($0.name, ($0.value.elements ?? []).compactMap(\.text))
            })
    }()

    @Test func `The script and the tests speak of the same files`() {
        #expect(RealFilesTests.files.keys.sorted() == RealFilesTests.expected.keys.sorted())
        #expect(RealFilesTests.files.count == 8)
    }

    @Test(arguments: files.keys.sorted())
    func `What is read is what the file says`(name: String) throws {
        let bytes = try Fixtures.bytes(try #require(RealFilesTests.files[name]))
        let format = B2MMLFormat()
        #expect(format.recognise(FileSample(prefix: bytes, name: name)) == .certain)
        let batch = format.read(bytes)
        #expect(batch.problems.listed == [])
        let said = batch.activities.flatMap { facts($0.activity) }.sorted()
        let expected = RealFilesTests.expected[name] ?? []
        #expect(said.filter { !expected.contains($0) } == [])
        #expect(expected.filter { !said.contains($0) } == [])
        #expect(said.count == expected.count)
    }

    @Test(arguments: files.keys.sorted())
    func `Every record has an id of its own and its own bytes`(name: String) throws {
        let bytes = try Fixtures.bytes(try #require(RealFilesTests.files[name]))
        let batch = B2MMLFormat().read(bytes)
        #expect(Set(batch.activities.map(\.eventID)).count == batch.activities.count)
        for read in batch.activities {
            let part = bytes[Int(read.bytes.lowerBound)..<Int(read.bytes.upperBound)]
            let text = String(decoding: part, as: UTF8.self)
            #expect(text.hasPrefix("<") && text.hasSuffix("\(read.activity.kind)>"))
            #expect(read.digest == Digest(of: part))
        }
    }

    @Test(arguments: files.keys.sorted())
    func `Pieces of any size give the same`(name: String) throws {
        let bytes = try Fixtures.bytes(try #require(RealFilesTests.files[name]))
        let whole = B2MMLFormat().read(bytes)
        var reader = B2MMLFormat().reader(ReadingOptions())
        var batch = ReadBatch()
        var rest = bytes[...]
        while !rest.isEmpty {
            rest.prefix(977).withUnsafeBytes { reader.read($0, into: &batch) }
            rest = rest.dropFirst(977)
        }
        reader.finish(into: &batch)
        #expect(batch.activities.map(\.activity) == whole.activities.map(\.activity))
        #expect(batch.activities.map(\.eventID) == whole.activities.map(\.eventID))
        #expect(batch.activities.map(\.digest) == whole.activities.map(\.digest))
    }

    @Test func `The drawing program's file beside the recipe is no recipe`() throws {
        let url = try #require(
            Fixtures.files(under: Fixtures.corpus("b2mml/examples/cough-syrup-v02"))
                .first { $0.lastPathComponent.contains("property") })
        let bytes = try Fixtures.bytes(url)
        #expect(B2MMLFormat().recognise(FileSample(prefix: bytes, name: "p.xml")) == .no)
        let batch = B2MMLFormat().read(bytes)
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == ["b2mml.document.no-records"])
    }
}
