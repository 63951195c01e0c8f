// SPDX-License-Identifier: Apache-2.0
import Reading
import Testing

struct FileSampleTests {
    @Test(
        arguments: [
            ([], "file.empty"), ([0x1F, 0x8B, 8], "file.gzip"),
            ([0x28, 0xB5, 0x2F, 0xFD], "file.zstd"),
            ([0x50, 0x4B, 3, 4], "file.zip"), (Array("%PDF-1.7".utf8), "file.pdf"),
            ([0xFF, 0xFE, 0x7B, 0], "file.utf-16"), ([0, 0x3C, 0, 0x3F], "file.utf-16"),
        ] as [([UInt8], String)])
    func `A file that is plainly something else is called by its name`(bytes: [UInt8], code: String)
    {
        #expect(FileSample(prefix: bytes, name: "events.json").mistake?.code == code)
    }

    @Test func `Text is no mistake, with a byte order mark or without`() {
        #expect(FileSample(prefix: Array("{}".utf8), name: "").mistake == nil)
        let marked = FileSample(prefix: [0xEF, 0xBB, 0xBF, 0x20, 0x7B], name: "")
        #expect(marked.mistake == nil)
        #expect(marked.firstByte == 0x7B)
    }

    @Test func `It finds text and endings`() {
        let sample = FileSample(prefix: Array(#"{"specversion":"1.0"}"#.utf8), name: "Day.NDJSON")
        #expect(sample.contains("\"specversion\""))
        #expect(!sample.contains("\"epcisBody\""))
        #expect(sample.isNamed(".jsonl", ".ndjson"))
    }

    @Test func `It never keeps more than its bound`() {
        let sample = FileSample(prefix: [UInt8](repeating: 0x20, count: 1 << 20), name: "")
        #expect(sample.prefix.count == FileSample.bytesMax)
        #expect(sample.firstByte == nil)
    }

    @Test func `All of an archive is seen, and of nothing else`() {
        let small = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 1, count: 100)
        let large = small + [UInt8](repeating: 1, count: FileSample.bytesMax)
        #expect(FileSample(prefix: small, name: "").archive == small)
        #expect(FileSample(prefix: large, name: "", archive: large).archive == large)
        #expect(FileSample(prefix: large, name: "").archive.isEmpty)
        let text = [UInt8](repeating: 0x20, count: FileSample.bytesMax)
        #expect(FileSample(prefix: text, name: "", archive: text).archive.isEmpty)
        let huge = small + [UInt8](repeating: 1, count: FileSample.archiveBytesMax)
        #expect(FileSample(prefix: huge, name: "", archive: huge).archive.isEmpty)
    }
}
