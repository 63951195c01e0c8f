// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EvidencePackage

/// Tools for bags of any origin.
package struct BagCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "bag", abstract: "Work with BagIt bags.", subcommands: [BagValidate.self])

    package init() {}
}

/// Holds any bag against the specification, strictly.
package struct BagValidate: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a BagIt 0.93 to 1.0 bag, a folder or a zip archive, strictly.",
        discussion: """
            Example:  witnessmark bag validate transfer-2026-11.zip

            Every problem is named with its file and line.

            Exit status: 0 valid, 10 not valid, 11 cannot be read, 64 wrong usage.
            """)

    @Argument(help: "The bag: a folder, or a zip archive with one folder at its top.")
    var path: String
    @Flag(help: "Answer with one JSON object.") var json = false
    @Flag(help: "Answer with the exit status alone.") var quiet = false

    package init() {}

    package func run() throws {
        let answer = answer()
        if json {
            StandardOutput.write(answer.json)
        } else if !quiet {
            StandardOutput.write(answer.text)
        }
        if answer.exitStatus != 0 { throw ExitCode(answer.exitStatus) }
    }

    private func answer() -> BagAnswer {
        do {
            if Folder.exists(path) {
                return BagAnswer(path, try BagValidation.report(on: FolderTree(path: path)))
            }
            let archive = try ZipArchive(OpenFile(path: path))
            return BagAnswer(path, try BagValidation.report(on: ZipTree(archive)))
        } catch let fault as FileFault {
            return BagAnswer(path, unreadable: fault.reason)
        } catch {
            return BagAnswer(path, notABag: "\(error)")
        }
    }
}

/// What `bag validate` says.
struct BagAnswer {
    private let path: String
    private let report: BagReport?
    private let fault: String?
    private let isUnreadable: Bool
    /// 0 valid, 10 not valid, 11 when the system would not let it be read.
    let exitStatus: Int32

    init(_ path: String, _ report: BagReport) {
        self.path = path
        self.report = report
        fault = nil
        isUnreadable = false
        exitStatus = report.isValid ? 0 : 10
    }

    /// Nothing was read, so nothing can be told.
    init(_ path: String, unreadable fault: String) {
        self.path = path
        report = nil
        self.fault = fault
        isUnreadable = true
        exitStatus = 11
    }

    /// It was read, and is neither a folder nor an archive that holds a bag.
    init(_ path: String, notABag fault: String) {
        self.path = path
        report = nil
        self.fault = fault
        isUnreadable = false
        exitStatus = 10
    }

    var isValid: Bool { exitStatus == 0 }

    var text: String {
        var lines: [String] = []
        if let fault {
            lines.append("\(path): \(isUnreadable ? "cannot be read" : "is no bag"): \(fault)")
        }
        if let report {
            for problem in report.problems { lines.append("problem  \(problem)") }
            let rest = report.problemCount - report.problems.count
            if rest > 0 { lines.append("problem  … and \(rest) more") }
            for remark in report.remarks { lines.append("remark   \(remark)") }
            let algorithms = report.algorithms.map(\.rawValue).joined(separator: ", ")
            lines.append(
                """
                \(path): \(isValid ? "valid" : "NOT VALID"), BagIt \
                \(report.version?.description ?? "of no known version"), \
                \(report.payloadFileCount) payload \(report.payloadFileCount == 1 ? "file" : "files"), \
                \(report.payloadByteCount) bytes, \(algorithms)
                """)
        }
        return lines.map { VerificationReport.printable($0) + "\n" }.joined()
    }

    var json: JSON {
        func list(_ problems: [BagProblem]) -> JSON {
            .array(
                problems.map { problem in
                    [
                        "kind": .string(problem.kind.rawValue), "file": .string(problem.file),
                        "line": problem.line.map { .integer(Int64($0)) } ?? .null,
                        "detail": .string(problem.detail),
                    ]
                })
        }
        return [
            "schema": "witnessmark.bag-validation/1", "path": .string(path),
            "valid": .bool(isValid),
            "version": report?.version.map { .string($0.description) } ?? .null,
            "algorithms": .array((report?.algorithms ?? []).map { .string($0.rawValue) }),
            "payload_files": .integer(Int64(clamping: report?.payloadFileCount ?? 0)),
            "payload_bytes": .integer(Int64(clamping: report?.payloadByteCount ?? 0)),
            "problem_count": .integer(Int64(report?.problemCount ?? 1)),
            "problems": list(report?.problems ?? []), "remarks": list(report?.remarks ?? []),
            "unreadable": fault.map { .string($0) } ?? .null,
        ]
    }
}
