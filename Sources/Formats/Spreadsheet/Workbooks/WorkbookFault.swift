// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Reading
import XMLReading

/// Why a workbook, or one of its sheets, cannot be read.
package struct WorkbookFault: Error, Hashable, Sendable {
    package let code: String
    /// The part of the workbook, such as `xl/worksheets/sheet1.xml`.
    package let part: String
    package let found: String
    package let expected: String

    init(_ code: String, in part: String = "", found: String, expected: String) {
        self.code = code
        self.part = part
        self.found = found
        self.expected = expected
    }

    init(_ problem: XMLProblem, in part: String) {
        self.init(
            "xlsx.xml", in: part, found: "\(problem.found) at \(problem.place)",
            expected: problem.expected)
    }

    /// What the archive, or its source, threw.
    init(archive error: any Error) {
        guard let fault = error as? ZipFault else {
            self.init("xlsx.archive", found: "\(error)", expected: "a readable archive")
            return
        }
        self.init(
            "xlsx.archive", in: fault.name ?? "", found: fault.detail,
            expected: fault.reason == .encrypted || fault.reason == .notAnArchive
                ? "a workbook without a password, saved as .xlsx"
                : "a whole .xlsx workbook; open it in a spreadsheet program and save it again")
    }

    /// As readers of files tell it.
    package var problem: CellProblem {
        CellProblem(
            code, found: part.isEmpty ? found : "in \(part): \(found)", expected: expected,
            endsReading: true)
    }
}
