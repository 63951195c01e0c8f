// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import EvidencePackage

/// Whether a manifest is in our form is told line by line; these hold that against its meaning: the
/// file is, byte for byte, what would be written for what was read.
struct BagManifestTests {
    private static let one = Digest(of: [1]).hex
    private static let two = Digest(of: [2]).hex
    private static let plain = "\(one)  data/a.txt\n\(two)  data/b.txt\n"

    private func read(_ text: String, _ version: BagVersion = .v1) -> (BagManifest, Int) {
        var manifest = BagManifest(.payload, .sha256)
        var problems = 0
        manifest.read(Array(text.utf8), version: version, exists: { _ in false }) { _ in
            problems += 1
        }
        return (manifest, problems)
    }

    @Test(arguments: [
        "", plain, "\(one)  data/a%25b%0Ac%0D.txt\n", "\(one)  data/ä.txt\n",
        "\(one)  data/a b\tc.txt\n", "\(one)  data/a\n\(two)  data/a.txt\n",
    ])
    func `A manifest in our form is known as such`(text: String) {
        let (manifest, problems) = read(text)
        #expect(manifest.isCanonical)
        #expect(problems == 0)
    }

    @Test(arguments: [
        "\(one.uppercased())  data/a.txt\n", "\(one) data/a.txt\n", "\(one)   data/a.txt\n",
        "\(one)\t\tdata/a.txt\n", "\(one) \tdata/a.txt\n", "\(one)  data/a.txt",
        "\(one)  data/a.txt\r\n", "\(one)  data/a.txt\r", "\n", "\(plain)\n", "\n\(plain)",
        "\(two)  data/b.txt\n\(one)  data/a.txt\n", "\(plain)\(one)  data/a.txt\n",
        "\(plain)\(two)  data/b.txt\n", "\(one)  data/a%0ab.txt\n", "\(one)  data/a%0db\n",
        "\(plain)x", "\(one)  a.txt\n", "\(plain)\(one)  data/c%.txt\n", "\(one)  data//a\n",
    ])
    func `A manifest in any other form is known as such`(text: String) {
        #expect(!read(text).0.isCanonical)
    }

    @Test(arguments: ["\(one)  *data/a.txt\n", "\(one)  data/a%b.txt\n"])
    func `What only older bags write is read and is not our form`(text: String) {
        let (manifest, problems) = read(text, .v0_97)
        #expect(!manifest.isCanonical)
        #expect(problems == 0 && manifest.lines.count == 1)
    }

    // Any change of one byte: the same answer as from writing the file anew.
    @Test func `Told by lines, and told by writing anew, is the same`() {
        let bytes = Array("\(BagManifestTests.one)  data/a%25.txt\n".utf8)
        for place in bytes.indices {
            for byte: UInt8 in [0x09, 0x0A, 0x0D, 0x20, 0x25, 0x2A, 0x2F, 0x41, 0x61, 0x7A, 0xC3] {
                var changed = BagManifestTests.plain.utf8.map { $0 } + bytes
                changed[BagManifestTests.plain.utf8.count + place] = byte
                for version in [BagVersion.v1, .v0_97] {
                    var manifest = BagManifest(.payload, .sha256)
                    manifest.read(
                        changed, version: version, exists: { _ in false }, problem: { _ in })
                    let anew = BagManifest.bytes(
                        manifest.lines.map { ($0.key, $0.value.digest) })
                    #expect(manifest.isCanonical == (anew == changed), "\(place): \(byte)")
                }
            }
        }
    }

    @Test func `Of two lines for one file the first stands`() throws {
        let (manifest, problems) = read(
            "\(BagManifestTests.one)  data/a\n\(BagManifestTests.two)  data/a\n")
        #expect(problems == 1)
        let line = try #require(manifest.lines[FilePath(Array("data/a".utf8))])
        #expect(line.digest == Digest(of: [1]).bytes && line.number == 1)
    }
}

struct FilePathOrderTests {
    @Test func `Paths are in the order of their bytes, whatever their lengths`() throws {
        let names = [
            "a", "a/b", "a.b", "data/entries/1", "data/entries/10", "data/entries/2",
            "data/entries/é", "data/entries/e", "data/entry", "abcdefgh", "abcdefgi", "abcdefghi",
            "abcdefg", "zzzzzzzz/zzzzzzzz", "zzzzzzzz/zzzzzzzy", "ÿ",
        ]
        let paths = try names.map { try FilePath(Array($0.utf8)) }
        for one in paths {
            for other in paths {
                #expect((one < other) == one.bytes.lexicographicallyPrecedes(other.bytes))
            }
        }
    }

    @Test(arguments: [
        ("a/./b", BadPath.dots), ("a/..", .dots), ("..", .dots), (".", .dots), ("a//b", .emptyName),
        ("a/", .emptyName), ("a\u{0}", .control), ("a\\b", .backslash),
    ])
    func `Names that lead elsewhere are refused`(text: String, reason: BadPath) {
        #expect(throws: reason) { try FilePath(Array(text.utf8)) }
    }

    @Test(arguments: ["...", "a/.b", "a/b.", "..a", ".a", "a/...", "x/.y/z."])
    func `Names that only have dots in them are names`(text: String) throws {
        #expect(try FilePath(Array(text.utf8)).description == text)
    }
}
