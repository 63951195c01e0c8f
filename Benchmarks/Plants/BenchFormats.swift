// SPDX-License-Identifier: Apache-2.0
import AS9102
import ActivityDocuments
import B2MML
import Calibration
import CloudEvents
import EPCIS
import MTConnect
import MaterialCertificates
import NCProgrammes
import QIF
import Reading
import Spreadsheet

/// The formats that files are read by here: the program's own, signatures left unchecked.
enum BenchFormats {
    static let all: [any Format] = [
        EPCISJSONFormat(), EPCISXMLFormat(),
        CloudEventsFormat(payloads: [ActivityPayload(), EPCISPayload()]),
        ActivityDocumentFormat(), QIFFormat(), MTConnectXMLFormat(), MTConnectLogFormat(),
        NCProgrammeFormat(), AS9102Format(), AS9102WorkbookFormat(),
        B2MMLFormat(), MaterialCertificateFormat(), CalibrationCertificateFormat(),
    ]

    /// The format of a name; a spreadsheet is read by the mapping in a file.
    static func format(_ name: String, mapping: String?) throws -> any Format {
        if let mapping { return SpreadsheetFormat(try self.mapping(mapping)) }
        guard let format = all.first(where: { $0.name == name }) else {
            throw WrongResult("there is no format \(name)")
        }
        return format
    }

    static func mapping(_ path: String) throws -> SpreadsheetMapping {
        try SpreadsheetMapping(parsing: try WholeFile.read(path))
    }
}
