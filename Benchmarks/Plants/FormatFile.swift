// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A file of one kind, or a folder of small ones, and who else can read it.
struct FormatFile: Sendable {
    /// A kind of file that `Baselines/plant-files` can write.
    struct Kind: Sendable {
        /// As the script calls it.
        let name: String
        /// As the format is called; a spreadsheet's is that of its mapping.
        let format: String
        let suffix: String
        /// Whether what its syntax alone takes is measured too.
        var isBareMeasured = false
        /// How many rows for each row of a table, so that files are of like sizes.
        var share = 1.0
        let peers: [Peer]
    }

    let name: String
    let kind: Kind
    let paths: [String]
    /// How many rows it has; `nil` of real files, in which nobody counted.
    let rows: Int?
    let mapping: String?

    var mebibytes: Double {
        Double(paths.reduce(0) { $0 + WholeFile.size($1) }) / Double(1 << 20)
    }

    static let kinds = [
        Kind(
            name: "csv", format: "spreadsheet", suffix: ".csv", isBareMeasured: true,
            peers: [.csv]),
        Kind(
            name: "xlsx", format: "spreadsheet", suffix: ".xlsx", isBareMeasured: true,
            peers: [.openpyxl]),
        Kind(name: "qif", format: "qif", suffix: ".qif", isBareMeasured: true, peers: Peer.xml),
        Kind(name: "mtconnect-shdr", format: "mtconnect-shdr", suffix: ".txt", peers: [.lines]),
        Kind(
            name: "mtconnect-streams", format: "mtconnect-xml", suffix: ".xml",
            isBareMeasured: true, peers: Peer.xml),
        Kind(
            name: "b2mml", format: "b2mml", suffix: "", isBareMeasured: true, share: 0.5,
            peers: Peer.xml),
        Kind(name: "as9102-csv", format: "as9102-csv", suffix: "", peers: [.csv]),
        Kind(name: "as9102-xlsx", format: "as9102-xlsx", suffix: "", peers: [.openpyxl]),
        Kind(name: "nc-programme", format: "nc-programme", suffix: "", peers: [.digest]),
        Kind(name: "dcc", format: "dcc", suffix: "", isBareMeasured: true, peers: Peer.xml),
        Kind(
            name: "certificates", format: "material-certificate", suffix: "", share: 0.2,
            peers: [.json]),
    ]

    /// Has a file written.
    static func made(
        _ kind: Kind, rows: Int, badEvery bad: Int = 0, in bench: Bench
    ) throws -> FormatFile {
        let path = "\(bench.folder)/\(kind.name)-\(rows)-\(bad)\(kind.suffix)"
        var arguments = [kind.name, String(rows), path]
        if bad > 0 { arguments += ["--bad", String(bad)] }
        let script = Program("\(bench.baselines)/plant-files", arguments)
        let outcome = try script.run(outputIn: bench.folder)
        guard outcome.status == 0, let written = Int(outcome.output.dropLast()) else {
            throw WrongResult("\(script.path) \(arguments): \(outcome.output)")
        }
        let mapping = "\(path).mapping.json"
        return FormatFile(
            name: kind.name, kind: kind,
            paths: kind.suffix.isEmpty ? files(under: path) { _ in true } : [path],
            rows: written, mapping: WholeFile.size(mapping) > 0 ? mapping : nil)
    }

    /// Files that nobody here wrote, where they are at hand.
    static var real: [FormatFile] {
        guard let corpora = ProcessInfo.processInfo.environment["WITNESSMARK_CORPORA"] else {
            return []
        }
        let found: [(String, String, String)] = [
            ("qif", "nist-smstestbed/incoming-inspection", ".qif"),
            ("mtconnect-shdr", "nist-smstestbed/part-data", "of20.txt"),
            ("mtconnect-streams", "nist-smstestbed/mtconnect", "01of20.xml"),
            ("nc-programme", "nist-smstestbed/nc-code", ".nc"),
        ]
        return found.compactMap { name, folder, ending in
            guard let kind = kinds.first(where: { $0.name == name }) else { return nil }
            let paths = files(under: "\(corpora)/\(folder)") {
                $0.lowercased().hasSuffix(ending)
            }
            guard !paths.isEmpty else { return nil }
            return FormatFile(
                name: "real \(name)", kind: kind, paths: paths, rows: nil, mapping: nil)
        }
    }

    private static func files(under folder: String, _ isWanted: (String) -> Bool) -> [String] {
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (found ?? []).filter(isWanted).sorted().map { "\(folder)/\($0)" }
            .filter { WholeFile.isFile($0) }
    }
}

/// Another program that reads a kind of file, as a user would have it.
struct Peer: Sendable {
    let name: String
    /// Its program and first arguments; `nil` for the script `Baselines/readers`.
    let program: String?
    let arguments: [String]

    static let csv = Peer(name: "Python's csv", program: nil, arguments: ["csv"])
    static let openpyxl = Peer(name: "openpyxl", program: nil, arguments: ["openpyxl"])
    static let json = Peer(name: "Python's json", program: nil, arguments: ["json"])
    static let lines = Peer(name: "Python's split", program: nil, arguments: ["lines"])
    static let digest = Peer(name: "sha256sum", program: "sha256sum", arguments: [])
    static let xml = [
        Peer(
            name: "xmllint --stream", program: "xmllint",
            arguments: ["--noout", "--huge", "--stream"]),
        Peer(name: "xmllint", program: "xmllint", arguments: ["--noout", "--huge"]),
    ]

    func reading(_ paths: [String], _ bench: Bench) throws -> Program.Outcome {
        try Program(program ?? "\(bench.baselines)/readers", arguments + paths)
            .runAlone(in: bench.folder)
    }
}
