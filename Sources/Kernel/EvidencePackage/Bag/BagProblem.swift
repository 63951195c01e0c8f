// SPDX-License-Identifier: Apache-2.0
import Canon

/// One thing that is wrong with a bag, with its file and line.
public struct BagProblem: Hashable, Sendable {
    /// What kind of thing; the raw values are stable and appear in reports for machines.
    public enum Kind: String, Sendable, CaseIterable {
        // The declaration.
        case declarationMissing, declarationMalformed, unsupportedVersion, unsupportedEncoding
        // Manifests.
        case manifestMissing, unknownAlgorithm, malformedLine, badPath, badEscape, duplicateLine
        case outsidePayload, payloadInTagManifest, tagManifestInTagManifest, manifestNotCovered
        // Files.
        case missingFile, unlistedFile, wrongDigest, irregularFile, payloadFolderMissing
        case unreadable, tooLarge
        // bag-info.txt and fetch.txt.
        case malformedInfo, wrongOxum, notFetched, malformedFetch
        // Remarks that make no bag invalid.
        case tagFileNotCovered, weakAlgorithm, noFinalNewline, lookalikeNames, escapeExpected
    }

    public let kind: Kind
    /// The file in which the problem was found.
    public let file: String
    /// The line, from 1, where it has one.
    public let line: Int?
    /// What was expected and what was found.
    public let detail: String
    /// Where a digest is wrong: the one a manifest states, and the one the file has.
    public let expected: String?
    public let found: String?

    init(
        _ kind: Kind, _ file: String, line: Int? = nil, _ detail: String, expected: String? = nil,
        found: String? = nil
    ) {
        self.kind = kind
        self.file = file.visible
        self.line = line
        self.detail = detail.visible
        self.expected = expected?.visible
        self.found = found?.visible
    }
}

extension BagProblem: CustomStringConvertible {
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(detail)"
    }
}

/// What was found out about a bag.
public struct BagReport: Sendable {
    /// More problems than this are counted and not listed.
    public static let listedProblemsMax = 1_000

    /// The version the bag declares, such as `1.0`.
    public internal(set) var version: BagVersion?
    /// The algorithms of its payload manifests.
    public internal(set) var algorithms: [DigestAlgorithm] = []
    /// How many payload files there are, and how many bytes they have together.
    public internal(set) var payloadFileCount: UInt64 = 0
    public internal(set) var payloadByteCount: UInt64 = 0
    /// What makes the bag invalid, at most ``listedProblemsMax``.
    public private(set) var problems: [BagProblem] = []
    /// How many problems there are in all.
    public private(set) var problemCount = 0
    /// What a person should know although the bag is valid.
    public private(set) var remarks: [BagProblem] = []
    /// Manifests with upper-case digits, other blanks or another order than ours: allowed in bags.
    var irregularManifests: [FilePath] = []
    /// The SHA-256 of each file that was read, payload and tag files.
    var digests: [FilePath: Digest] = [:]

    /// Whether the bag is complete and every digest matches (RFC 8493 §3).
    public var isValid: Bool { problemCount == 0 }

    mutating func add(_ problem: BagProblem) {
        problemCount += 1
        if problems.count < Self.listedProblemsMax { problems.append(problem) }
    }

    mutating func remark(_ remark: BagProblem) {
        if remarks.count < Self.listedProblemsMax { remarks.append(remark) }
    }
}
