// SPDX-License-Identifier: Apache-2.0
import ActivityDocuments
import B2MML
import Calibration
import Canon
import CloudEvents
import EvidencePackage
import MTConnect
import MaterialCertificates
import NCProgrammes
import QIF
import Reading
import TransparencyLog
import XMLReading

/// What is fuzzed: every parser of bytes from outside, each with what must hold when it accepts.
///
/// A target returns whether its property held. A crash, a hang or a `false` is a finding.
let fuzzTargets: [String: @Sendable (UnsafeRawBufferPointer) -> Bool] = [
    "json": fuzzJSON,
    "time": fuzzTime,
    "base64": fuzzBase64,
    "note": fuzzNote,
    "vkey": fuzzVerifierKey,
    "checkpoint": fuzzCheckpoint,
    "proof": fuzzProofFile,
    "policy": fuzzPolicy,
    "path": fuzzLogPath,
    "entry": fuzzEntry,
    "cloudevents": { fuzz(CloudEventsFormat(payloads: [ActivityPayload()]), $0) },
    "activities": { fuzz(ActivityDocumentFormat(), $0) },
    "b2mml": { fuzz(B2MMLFormat(), $0) },
    "dcc": { fuzz(CalibrationCertificateFormat(), $0) },
    "certificates": { fuzz(MaterialCertificateFormat(), $0) },
    "qif": { fuzz(QIFFormat(), $0) },
    "mtconnect-shdr": { fuzz(MTConnectLogFormat(), $0) },
    "mtconnect-xml": { fuzz(MTConnectXMLFormat(), $0) },
    "nc-programme": { fuzz(NCProgrammeFormat(), $0) },
]

/// What is read must come back from its canonical bytes, and those must be a fixed point.
@Sendable private func fuzzJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let value = try? JSON(parsing: bytes) else { return true }
    let canonical = value.canonical
    guard let again = try? JSON(parsing: canonical) else { return false }
    return again.canonical == canonical
}

/// A text that is a moment has one canonical text, which reads back as the same moment.
@Sendable private func fuzzTime(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let instant = WrittenTime(ascii: Array(bytes))?.instant else { return true }
    // Offsets can carry a year out of the four digits that RFC 3339 has.
    guard instant.rfc3339.first != "0", instant.seconds >= 0, instant.seconds < 253_402_300_800
    else { return true }
    return WrittenTime(instant.rfc3339)?.instant == instant
}

@Sendable private func fuzzBase64(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let plain = Base64.bytes(Array(bytes)) else { return true }
    return Base64.ascii(plain) == Array(bytes)
}

/// A note that is accepted is written back as the very same bytes.
@Sendable private func fuzzNote(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let note = try? SignedNote(Array(bytes)) else { return true }
    return note.bytes == Array(bytes)
}

@Sendable private func fuzzVerifierKey(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let key = try? VerifierKey(text) else { return true }
    return (try? VerifierKey(key.text)) == key
}

@Sendable private func fuzzCheckpoint(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let checkpoint = try? Checkpoint(text: Array(bytes)) else { return true }
    return (try? Checkpoint(text: checkpoint.text)) == checkpoint
}

@Sendable private func fuzzProofFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let proof = try? ProofFile(Array(bytes)) else { return true }
    return proof.text == Array(bytes)
}

@Sendable private func fuzzPolicy(_ bytes: UnsafeRawBufferPointer) -> Bool {
    _ = try? TrustPolicy(Array(bytes))
    return true
}

@Sendable private func fuzzLogPath(_ bytes: UnsafeRawBufferPointer) -> Bool {
    _ = LogPath(String(decoding: bytes, as: UTF8.self))
    return true
}

/// An entry has one spelling.
@Sendable private func fuzzEntry(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let entry = try? Entry(parsing: Array(bytes)) else { return true }
    return entry.bytes == Array(bytes)
}

/// A reader gives the same activities and problems however its input is cut up.
@Sendable private func fuzz(_ format: some Format, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var options = ReadingOptions(source: "urn:fuzz")
    options.limits = ReadingLimits(elementBytesMax: 1 << 16)
    let whole = read(format, bytes, by: max(1, bytes.count), options)
    let pieces = read(format, bytes, by: 7, options)
    return whole.activities.map(\.activity) == pieces.activities.map(\.activity)
        && whole.problems.count == pieces.problems.count
}

private func read(
    _ format: some Format, _ bytes: UnsafeRawBufferPointer, by step: Int, _ options: ReadingOptions
) -> ReadBatch {
    var reader = format.reader(options)
    var batch = ReadBatch()
    for _ in 1...2 {
        var at = 0
        while at < bytes.count {
            let end = min(bytes.count, at + step)
            reader.read(UnsafeRawBufferPointer(rebasing: bytes[at..<end]), into: &batch)
            at = end
        }
        reader.finish(into: &batch)
        guard reader.wantsAnotherPass else { break }
    }
    return batch
}
