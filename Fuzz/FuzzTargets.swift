// SPDX-License-Identifier: Apache-2.0
import AS9102
import ActivityDocuments
import CloudEvents
import EPCIS
import MTConnect
import NCProgrammes
import QIF

/// What must hold for any bytes at all; throws ``Broken`` where it does not.
typealias Property = @Sendable (UnsafeRawBufferPointer) throws -> Void

/// What is fuzzed: every reader of bytes from outside, each with what must hold when it accepts.
///
/// A crash, a hang or a thrown error is a finding.
let fuzzTargets: [String: Property] = coreTargets.merging(connectorTargets) { first, _ in first }

private let coreTargets: [String: Property] = [
    // Canon
    "json": TextTargets.json,
    "elements": TextTargets.elements,
    "number": TextTargets.number,
    "time": TextTargets.time,
    "base64": TextTargets.base64,
    // The log
    "note": LogTargets.note,
    "vkey": LogTargets.verifierKey,
    "checkpoint": LogTargets.checkpoint,
    "proof": LogTargets.proofFile,
    "policy": LogTargets.policy,
    "path": LogTargets.path,
    "bundle": LogTargets.bundle,
    "witness": LogTargets.witness,
    // Entries and bodies
    "entry": LogTargets.entry,
    "body": LogTargets.body,
    // Packages
    "zip": ArchiveTargets.zip,
    "inflate": ArchiveTargets.inflate,
    "bag": ArchiveTargets.bag,
    "backup": ArchiveTargets.backup,
    "statement": PackageTargets.statement,
    "package": PackageTargets.package,
    "forgery": PackageTargets.forgery,
    "timestamp": PackageTargets.timeStamp,
    // Files of activity
    "activities": { try FormatTargets.read(ActivityDocumentFormat(), $0) },
    "cloudevents": {
        try FormatTargets.read(
            CloudEventsFormat(payloads: [EPCISPayload(), ActivityPayload()]), $0)
    },
    "epcis-json": { try FormatTargets.read(EPCISJSONFormat(), $0) },
    "epcis-xml": { try FormatTargets.read(EPCISXMLFormat(), $0) },
    "epcis-hash": FormatTargets.hashes,
    "gs1": FormatTargets.identifier,
    "qif": { try FormatTargets.read(QIFFormat(), $0) },
    "mtconnect-shdr": { try FormatTargets.read(MTConnectLogFormat(), $0) },
    "mtconnect-xml": { try FormatTargets.read(MTConnectXMLFormat(), $0) },
    "nc-programme": { try FormatTargets.read(NCProgrammeFormat(), $0) },
    "as9102-csv": { try FormatTargets.read(AS9102Format(), $0) },
    "csv": SpreadsheetTargets.readText,
    "xlsx": SpreadsheetTargets.readWorkbook,
    "mapping": SpreadsheetTargets.readMapping,
]

/// What only a build with the connectors can be asked.
private var connectorTargets: [String: Property] {
    #if canImport(Timestamping)
        TokenTargets.targets
    #else
        [:]
    #endif
}

/// A property that does not hold, in words.
struct Broken: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Throws unless a property holds.
func hold(_ condition: Bool, _ property: @autoclosure () -> String) throws(Broken) {
    guard condition else { throw Broken(property()) }
}
