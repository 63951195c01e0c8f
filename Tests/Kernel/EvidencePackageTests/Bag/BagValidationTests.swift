// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Testing

struct BagValidationTests {
    static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    static let old = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"

    static func sha256(_ text: String) -> String { Digest(of: Array(text.utf8)).hex }

    /// A valid bag with one payload file, and some files put in its place or beside it.
    static func bag(_ changes: [String: String?] = [:]) throws -> MemoryTree {
        var files = [
            "bagit.txt": declaration, "data/a.txt": "alpha",
            "manifest-sha256.txt": "\(sha256("alpha"))  data/a.txt\n",
            "bag-info.txt": "Source-Organization: Plant 7\nPayload-Oxum: 5.1\n",
        ]
        for (name, content) in changes { files[name] = content }
        return try MemoryTree(files)
    }

    private func kinds(_ changes: [String: String?]) throws -> [BagProblem.Kind] {
        try BagValidation.report(on: BagValidationTests.bag(changes)).problems.map(\.kind)
    }

    @Test func `What a stranger's bag says does not move the reader's cursor`() throws {
        let hostile = "Payload-Oxum: 5.1\u{1B}[2K\u{202E}\n"
        let report = try BagValidation.report(
            on: BagValidationTests.bag(["bag-info.txt": hostile, "data/\u{9B}x": "y"]))
        #expect(report.problems.count == 2)
        for problem in report.problems {
            #expect(problem.description.visible == problem.description)
        }
    }

    @Test func `A bag in order is valid`() throws {
        let report = try BagValidation.report(on: BagValidationTests.bag())
        #expect(report.isValid, "\(report.problems)")
        #expect(report.payloadFileCount == 1)
        #expect(report.payloadByteCount == 5)
    }

    @Test(arguments: [
        "\u{FEFF}" + declaration, "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n",
        "BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n",
        "BagIt-Version: 1.0\n", declaration + "\n", declaration + "x: y\n",
        "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n",
    ])
    func `A declaration with a byte out of place is refused`(text: String) throws {
        #expect(try kinds(["bagit.txt": text]) == [.declarationMalformed])
    }

    @Test func `Other versions and encodings are refused by name`() throws {
        let version = "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"
        #expect(try kinds(["bagit.txt": version]) == [.unsupportedVersion])
        let encoding = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n"
        #expect(try kinds(["bagit.txt": encoding]) == [.unsupportedEncoding])
        #expect(try kinds(["bagit.txt": nil]) == [.declarationMissing])
    }

    @Test(arguments: [
        ("data/a.txt", BagProblem.Kind.malformedLine), ("\(sha256("alpha")) ", .malformedLine),
        ("abc  data/a.txt", .malformedLine), (" \(sha256("alpha"))  data/a.txt", .malformedLine),
        ("\(sha256("alpha"))  ../data/a.txt", .badPath),
        ("\(sha256("alpha"))  data/../../a", .badPath),
        ("\(sha256("alpha"))  ~/a", .badPath), ("\(sha256("alpha"))  /data/a.txt", .badPath),
        ("\(sha256("alpha"))  data\\a.txt", .badPath),
        ("\(sha256("alpha"))  a.txt", .outsidePayload),
        ("\(sha256("alpha"))  data/100%.txt", .badEscape),
        ("\(sha256("alpha"))  data/%41.txt", .badEscape),
        ("\(sha256("alpha"))  data/gone.txt", .missingFile),
        ("\(sha256("alpha"))  data/a.txt", .duplicateLine),
    ])
    func `A line that is wrong is named with its number`(
        line: String, kind: BagProblem.Kind
    ) throws {
        let manifest = "\(BagValidationTests.sha256("alpha"))  data/a.txt\n\(line)\n"
        let report = try BagValidation.report(
            on: BagValidationTests.bag(["manifest-sha256.txt": manifest]))
        let problem = try #require(report.problems.first { $0.kind == kind })
        #expect(problem.line == 2)
        #expect(problem.file == "manifest-sha256.txt")
    }

    @Test func `A wrong digest names the file, the manifest and both digests`() throws {
        let report = try BagValidation.report(on: BagValidationTests.bag(["data/a.txt": "alphA"]))
        let problem = try #require(report.problems.first)
        #expect(problem.kind == .wrongDigest)
        #expect(problem.file == "data/a.txt")
        #expect(problem.detail.contains("manifest-sha256.txt line 1"))
        #expect(problem.detail.contains(BagValidationTests.sha256("alphA")))
    }

    @Test func `Upper-case digests and tabs are allowed`() throws {
        let manifest = "\(BagValidationTests.sha256("alpha").uppercased())\tdata/a.txt\r\n"
        #expect(try kinds(["manifest-sha256.txt": manifest]).isEmpty)
    }

    @Test func `A file that no manifest, or only one of two, lists is found`() throws {
        let added = try BagValidation.report(
            on: BagValidationTests.bag([
                "data/b.txt": "beta", "bag-info.txt": nil, "manifest-md5.txt": "",
            ]))
        let unlisted = added.problems.filter { $0.kind == .unlistedFile }
        #expect(unlisted.count == 3)
        #expect(added.problems.count == 3)
    }

    @Test func `Percent signs and line breaks in names are escaped`() throws {
        let digest = BagValidationTests.sha256("x")
        let manifest = """
            \(BagValidationTests.sha256("alpha"))  data/a.txt
            \(digest)  data/100%25.txt
            \(digest)  data/two%0Alines%0d.txt

            """
        let changes: [String: String?] = [
            "data/100%.txt": "x", "data/two\nlines\r.txt": "x", "bag-info.txt": nil,
            "manifest-sha256.txt": manifest,
        ]
        #expect(try kinds(changes).isEmpty)
    }

    @Test func `A 0.97 bag takes a percent sign as it stands`() throws {
        let manifest = """
            \(BagValidationTests.sha256("alpha")) *data/a.txt
            \(BagValidationTests.sha256("x"))  data/100%.txt

            """
        let changes: [String: String?] = [
            "bagit.txt": BagValidationTests.old, "data/100%.txt": "x", "bag-info.txt": nil,
            "manifest-sha256.txt": manifest,
        ]
        #expect(try kinds(changes).isEmpty)
    }

    @Test func `The binary mark of md5sum is no part of a 1.0 manifest`() throws {
        let manifest = "\(BagValidationTests.sha256("alpha")) *data/a.txt\n"
        #expect(try kinds(["manifest-sha256.txt": manifest]).contains(.outsidePayload))
    }

    @Test func `A line cannot hide behind a carriage return`() throws {
        let evil =
            "\(BagValidationTests.sha256("alpha"))  data/a.txt\r"
            + "\(BagValidationTests.sha256("gone"))  data/gone.txt\n"
        #expect(try kinds(["manifest-sha256.txt": evil]) == [.missingFile])
    }

    @Test func `MD5, SHA-1 and SHA-512 manifests are checked`() throws {
        let changes: [String: String?] = [
            "manifest-md5.txt": "2c1743a391305fbf367df8e4f069f9f9  data/a.txt\n",
            "manifest-sha1.txt": "be76331b95dfc399cd776d2fc68021e0db03cc4f  data/a.txt\n",
        ]
        #expect(try kinds(changes).isEmpty)
        let wrong = "00" + String(repeating: "0", count: 126)
        #expect(try kinds(["manifest-sha512.txt": "\(wrong)  data/a.txt\n"]) == [.wrongDigest])
    }

    @Test func `A bag with only weak digests is valid, with a remark`() throws {
        let report = try BagValidation.report(
            on: BagValidationTests.bag([
                "manifest-md5.txt": "2c1743a391305fbf367df8e4f069f9f9  data/a.txt\n",
                "manifest-sha256.txt": nil,
            ]))
        #expect(report.isValid)
        #expect(report.remarks.contains { $0.kind == .weakAlgorithm })
    }

    @Test func `A manifest of an unknown algorithm, or none at all, is refused`() throws {
        #expect(try kinds(["manifest-SHA256.txt": ""]) == [.unknownAlgorithm])
        #expect(try kinds(["manifest-sha256.txt": nil]) == [.manifestMissing])
    }

    @Test func `Payload-Oxum must match and be there once`() throws {
        #expect(try kinds(["bag-info.txt": "Payload-Oxum: 6.1\n"]) == [.wrongOxum])
        let twice = "Payload-Oxum: 5.1\npayload-oxum: 5.1\n"
        #expect(try kinds(["bag-info.txt": twice]) == [.malformedInfo])
    }

    @Test func `A label with a space before its colon is refused in 1.0`() throws {
        #expect(try kinds(["bag-info.txt": "Payload-Oxum : 5.1\n"]) == [.malformedInfo])
        #expect(try kinds(["bag-info.txt": "A: b\n continued: c\n"]).isEmpty)
    }

    @Test func `A bag with files still to be fetched is incomplete`() throws {
        let manifest = """
            \(BagValidationTests.sha256("alpha"))  data/a.txt
            \(BagValidationTests.sha256("far"))  data/far.txt

            """
        let changes: [String: String?] = [
            "manifest-sha256.txt": manifest, "fetch.txt": "https://x.example/far 3 data/far.txt\n",
        ]
        #expect(try kinds(changes) == [.notFetched])
        #expect(try kinds(["fetch.txt": "https://x.example/far 3\n"]) == [.malformedFetch])
        #expect(
            try kinds(["fetch.txt": "https://x.example/far - ../far.txt\n"]) == [.malformedFetch])
    }

    @Test func `A tag manifest is held against tag files`() throws {
        let payload = BagValidationTests.sha256(
            "\(BagValidationTests.sha256("alpha"))  data/a.txt\n")
        let good = "\(payload)  manifest-sha256.txt\n"
        #expect(try kinds(["tagmanifest-sha256.txt": good]).isEmpty)
        #expect(try kinds(["tagmanifest-sha256.txt": ""]) == [.manifestNotCovered])
        let self_ = good + "\(payload)  tagmanifest-md5.txt\n"
        #expect(try kinds(["tagmanifest-sha256.txt": self_]) == [.tagManifestInTagManifest])
        let info = good + "\(payload)  bag-info.txt\n"
        #expect(try kinds(["tagmanifest-sha256.txt": info]) == [.wrongDigest])
    }

    @Test func `A name with other code points that look the same is explained`() throws {
        let manifest = "\(BagValidationTests.sha256("alpha"))  data/caf\u{e9}\n"
        let report = try BagValidation.report(
            on: BagValidationTests.bag([
                "manifest-sha256.txt": manifest, "data/a.txt": nil, "data/cafe\u{301}": "alpha",
            ]))
        let missing = try #require(report.problems.first { $0.kind == .missingFile })
        #expect(missing.detail.contains("other code points"))
    }

    @Test func `Links and other irregular things are refused`() throws {
        var bag = try BagValidationTests.bag()
        bag.irregular = [.init(name: "data/link", reason: "is a symbolic link")]
        #expect(try BagValidation.report(on: bag).problems.map(\.kind) == [.irregularFile])
    }
}
