// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Fixtures
import Reading
import Testing

@testable import NCProgrammes

struct NCProgrammeTests {
    private let text = """
        %
        O1234(BRACKET_REV-B)
        (T1|10MM EM)
        N10 G21 G90
        N20 G0 X1.5 Y-2. (rapid)
        /N30 G1 Z-.5 F100
        M30
        %

        """

    private func read(_ text: String, name: String = "BRACKET_REV-B.NC") -> ReadBatch {
        var options = ReadingOptions()
        options.fileName = name
        return NCProgrammeFormat().read(Array(text.utf8), options)
    }

    private func confidence(_ text: String, name: String = "a.txt") -> Confidence {
        NCProgrammeFormat().recognise(FileSample(prefix: Array(text.utf8), name: name))
    }

    @Test func `A programme is kept under its file's name, with revision and digest`() throws {
        let read = try #require(read(text).activities.first)
        #expect(read.activity.kind == "programme.kept")
        let programme = try #require(read.activity.participants.first)
        #expect(programme.role == .about)
        #expect(programme.thing == (try Thing(.programme, "BRACKET_REV-B.NC")))
        #expect(programme.revision == "B")
        let digest = Digest(of: Array(text.utf8))
        #expect(read.digest == digest)
        #expect(read.eventID == "sha256:\(digest.hex)/BRACKET_REV-B.NC")
        #expect(read.activity.attributes.contains(Attribute("SHA-256", digest.hex)))
        #expect(read.activity.attributes.contains(Attribute("Programme number", "O1234")))
        #expect(read.activity.attributes.contains(Attribute("Unit of length", "mm")))
        #expect(read.activity.attributes.contains(Attribute("Comment 1", "T1|10MM EM")))
        #expect(read.warnings == [])
    }

    @Test func `Its title is another name of it`() throws {
        let activity = try #require(read(text).activities.first?.activity)
        #expect(
            activity.participants.filter { $0.role == .alias }.map(\.thing.name)
                == ["BRACKET_REV-B"])
    }

    @Test func `A name without a revision has none`() throws {
        let plain = text.replacing("_REV-B", with: "-4")
        let read = try #require(read(plain, name: "BRACKET-4.NC").activities.first)
        #expect(read.activity.participants.first?.revision == nil)
        #expect(read.warnings.map(\.code) == ["nc.revision.missing"])
    }

    @Test(arguments: [
        ("A_REV-A.NC", "A"), ("A rev C OP2.NC", "C"), ("A_Rev.12_x", "12"), ("REV_B", "B"),
    ])
    func `A revision is what follows REV in a name`(name: String, revision: String) {
        #expect(RevisionMark.revision(in: name) == revision)
    }

    @Test(arguments: ["PREVIEW-A", "REVERSE", "REV", "REV-", "A-B", "", "REVA"])
    func `Names without that word hold no revision`(name: String) {
        #expect(RevisionMark.revision(in: name) == nil)
    }

    @Test func `A programme that is cut off is said`() throws {
        let cut = String(text.dropLast(12))
        #expect(
            try #require(read(cut).activities.first).warnings.map(\.code) == ["nc.trailer.missing"])
    }

    @Test func `Its own files are recognised and nothing else`() {
        #expect(confidence(text) == .certain)
        #expect(confidence("%\nN10 G90\nN20 X1\n%\n") == .likely)
        #expect(confidence("G90\nG1 X1 Y2\nM30\n", name: "part.nc") == .likely)
        #expect(confidence("%PDF-1.4\n%äü\n1 0 obj\n") == .no)
        #expect(confidence("a,b,c\n1,2,3\n4,5,6\n") == .no)
        #expect(confidence("2017-02-02T18:47:57Z|exec|ACTIVE\n") == .no)
        #expect(confidence("{\"G90\": 1}") == .no)
        #expect(confidence("") == .no)
    }

    @Test func `What is no programme is refused`() {
        #expect(read("hello\nworld\n").problems.listed.map(\.code) == ["nc.shape"])
    }

    @Test(arguments: [1, 7, 64])
    func `Pieces of any size give the same`(step: Int) {
        let bytes = Array(text.utf8)
        var options = ReadingOptions()
        options.fileName = "BRACKET_REV-B.NC"
        var reader = NCProgrammeFormat().reader(options)
        var batch = ReadBatch()
        for start in stride(from: 0, to: bytes.count, by: step) {
            let piece = Array(bytes[start..<min(start + step, bytes.count)])
            piece.withUnsafeBytes { reader.read($0, into: &batch) }
        }
        reader.finish(into: &batch)
        #expect(batch.activities.map(\.activity) == read(text).activities.map(\.activity))
        #expect(batch.activities.map(\.warnings) == read(text).activities.map(\.warnings))
    }
}

@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct MachinedBoxProgrammeTests {
    @Test(arguments: [
        ("NIST_MTC_CRADA_BOX_REV-A OP2 (Front).NC", "NIST_MTC_CRADA_BOX_REV-A OP2", "A"),
        ("NIST_MTC_CRADA_COVER_REV-A.NC", "NIST_MTC_CRADA_COVER_REV-A", "A"),
        ("NIST_MTC_CRADA_PLATE-4.NC", "NIST_MTC_CRADA_PLATE-4", nil),
        ("NIST_MTC_CRADA_PLATE-5.NC", "NIST_MTC_CRADA_PLATE-5", nil),
    ])
    func `The programmes of the box assembly`(
        name: String, title: String, revision: String?
    ) throws {
        let bytes = try Fixtures.bytes(Fixtures.corpus("nist-smstestbed/nc-code/NC-Code/" + name))
        #expect(
            NCProgrammeFormat().recognise(FileSample(prefix: bytes, name: name)) == .certain)
        var options = ReadingOptions()
        options.fileName = name
        let read = try #require(NCProgrammeFormat().read(bytes, options).activities.first)
        #expect(read.activity.participants.map(\.thing.name) == [name, title])
        #expect(read.activity.participants.first?.revision == revision)
        #expect(read.activity.attributes.contains(Attribute("Programme number", "O0000")))
        #expect(read.activity.attributes.contains(Attribute("Unit of length", "inch")))
    }
}
