// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Testing

struct BagWriterTests {
    private func path(_ text: String) throws -> FilePath { try ZipArchiveTests.path(text) }

    private func writer(_ payload: [String: String]) throws -> BagWriter {
        try BagWriter(
            topFolder: path("L-0420"), info: [("Source-Organization", "Plant 7")],
            payload: payload.map { BagFile(try path($0.key), Array($0.value.utf8)) })
    }

    @Test func `A bag we write is valid, whatever its names`() throws {
        var bytes: [UInt8] = []
        let payload = ["data/a.txt": "alpha", "data/100%.txt": "x", "data/sub/two\nlines": "y"]
        try writer(payload).write(
            tagFiles: [BagFile(try path("proofs/1.tlog-proof"), Array("proof".utf8))]
        ) { bytes += $0 }
        let tree = try ZipTree(try ZipArchive(BytesInMemory(bytes)))
        #expect(tree.name.description == "L-0420")
        let report = try BagValidation.report(on: tree)
        #expect(report.problems.isEmpty)
        #expect(report.remarks.isEmpty)
        #expect(report.payloadFileCount == 3)
        #expect(report.algorithms == [.sha256, .sha512])
    }

    @Test func `The pins are the digests of the four files that cover the payload`() throws {
        let pins = try writer(["data/a.txt": "alpha"]).pins
        #expect(
            pins.map(\.path.description) == [
                "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt",
            ])
        let info = "Source-Organization: Plant 7\nPayload-Oxum: 5.1\n"
        #expect(pins[0].digest == Digest(of: Array(info.utf8)))
        let manifest = "\(Digest(of: Array("alpha".utf8)).hex)  data/a.txt\n"
        #expect(pins[2].digest == Digest(of: Array(manifest.utf8)))
    }

    @Test func `Files are where they belong, once`() throws {
        #expect(throws: BagWriter.Fault.self) { try writer(["a.txt": "alpha"]) }
        let bag = try writer(["data/a.txt": "alpha"])
        for name in ["data/b.txt", "bagit.txt", "manifest-md5.txt", "tagmanifest-sha256.txt"] {
            #expect(throws: BagWriter.Fault.self) {
                try bag.write(tagFiles: [BagFile(try path(name), [])]) { _ in }
            }
        }
    }

    @Test(arguments: [("", "x"), ("A:B", "x"), ("A", "x\ny"), (" A", "x"), ("A\r", "x")])
    func `Information that would break the file is refused`(label: String, value: String) throws {
        #expect(throws: BagWriter.Fault.self) {
            try BagWriter(topFolder: path("b"), info: [(label, value)], payload: [])
        }
    }
}
