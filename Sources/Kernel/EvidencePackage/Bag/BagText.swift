// SPDX-License-Identifier: Apache-2.0
import Canon

/// The versions of BagIt that are read.
public struct BagVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int

    /// RFC 8493.
    public static let v1 = BagVersion(major: 1, minor: 0)
    /// The draft most older bags follow.
    public static let v0_97 = BagVersion(major: 0, minor: 97)

    public var description: String { "\(major).\(minor)" }
    public static func < (left: BagVersion, right: BagVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

/// The lines of a tag file, split on bytes: `\n`, `\r\n` or `\r` (RFC 8493 §2.1.1).
///
/// Not on characters: Swift takes CR LF for one, which would let a line hide in another.
struct TagLines {
    let lines: [ArraySlice<UInt8>]
    /// Whether the last line has its end.
    let isEnded: Bool

    init(_ bytes: [UInt8]) {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == 0x0A || bytes[index] == 0x0D else {
                index += 1
                continue
            }
            lines.append(bytes[start..<index])
            let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            index += isPair ? 2 : 1
            start = index
        }
        isEnded = start == bytes.count
        if !isEnded { lines.append(bytes[start...]) }
        self.lines = lines
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// `bagit.txt`: two lines, each byte of which is given (RFC 8493 §2.1.1).
enum BagDeclaration {
    static let path = FilePath(literal: "bagit.txt")
    static let bytes = Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)

    /// The declared version, or what is wrong.
    static func version(in bytes: [UInt8]) -> Result<BagVersion, BagProblem.Fault> {
        let file = path.description
        func fault(_ kind: BagProblem.Kind, line: Int?, _ detail: String)
            -> Result<BagVersion, BagProblem.Fault>
        { .failure(.init(BagProblem(kind, file, line: line, detail))) }

        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return fault(.declarationMalformed, line: 1, "begins with a byte order mark")
        }
        let lines = TagLines(bytes).lines
        guard lines.count == 2 else {
            return fault(
                .declarationMalformed, line: nil, "must have exactly two lines, has \(lines.count)")
        }
        guard let number = after("BagIt-Version: ", in: lines[0]), let version = version(number)
        else {
            return fault(
                .declarationMalformed, line: 1,
                "must be \"BagIt-Version: M.N\" with one space and nothing else, is \(show(lines[0]))"
            )
        }
        guard version == .v1 || version.major == 0 && (93...97).contains(version.minor) else {
            return fault(
                .unsupportedVersion, line: 1, "version \(version); 0.93 to 0.97 and 1.0 are read")
        }
        guard let encoding = after("Tag-File-Character-Encoding: ", in: lines[1]) else {
            return fault(
                .declarationMalformed, line: 2,
                "must be \"Tag-File-Character-Encoding: UTF-8\" with one space, is \(show(lines[1]))"
            )
        }
        guard encoding.elementsEqual("UTF-8".utf8) || encoding.elementsEqual("utf-8".utf8) else {
            return fault(
                .unsupportedEncoding, line: 2, "encoding \(show(encoding)); only UTF-8 is read")
        }
        return .success(version)
    }

    private static func after(_ label: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        line.starts(with: label.utf8) ? line.dropFirst(label.utf8.count) : nil
    }

    private static func version(_ text: ArraySlice<UInt8>) -> BagVersion? {
        let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 2, let major = number(parts[0]), let minor = number(parts[1]) else {
            return nil
        }
        return BagVersion(major: major, minor: minor)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return digits.reduce(0) { 10 * $0 + Int($1 - 0x30) }
    }

    private static func show(_ line: ArraySlice<UInt8>) -> String {
        "\"\(FilePath(unchecked: Array(line.prefix(80))).description)\""
    }
}

extension BagProblem {
    /// A problem that ends what is being read.
    struct Fault: Error {
        let problem: BagProblem

        init(_ problem: BagProblem) { self.problem = problem }
    }
}

/// `bag-info.txt`: labels and values, in the order given (RFC 8493 §2.2.2).
struct BagInfo: Sendable {
    static let path = FilePath(literal: "bag-info.txt")
    /// Bytes and number of the payload files: `1234.5`.
    static let oxum = "Payload-Oxum"

    private(set) var elements: [(label: String, value: String, line: Int)] = []

    /// Reads the file and tells what is wrong with its lines.
    init(_ bytes: [UInt8], version: BagVersion, problem: (BagProblem) -> Void) {
        for (index, line) in TagLines(bytes).lines.enumerated() {
            if let first = line.first, TagLines.isBlank(first), !elements.isEmpty {
                let rest = line.drop(while: TagLines.isBlank)
                elements[elements.count - 1].value += " " + String(decoding: rest, as: UTF8.self)
                continue
            }
            guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex,
                let first = line.first, !TagLines.isBlank(first),
                version < .v1 || !TagLines.isBlank(line[colon - 1])
            else {
                problem(
                    BagProblem(
                        .malformedInfo, Self.path.description, line: index + 1,
                        "must be \"Label: value\", with no space before the colon"))
                continue
            }
            let label = line[..<colon].reversed().drop(while: TagLines.isBlank).reversed()
            let value = line[(colon + 1)...].drop(while: TagLines.isBlank)
            elements.append(
                (
                    String(decoding: label, as: UTF8.self), String(decoding: value, as: UTF8.self),
                    index + 1
                ))
        }
    }

    /// The values of a label; labels are compared without case (RFC 8493 §2.2.2).
    func values(of label: String) -> [(value: String, line: Int)] {
        elements.filter { $0.label.lowercased() == label.lowercased() }
            .map { ($0.value, $0.line) }
    }
}
