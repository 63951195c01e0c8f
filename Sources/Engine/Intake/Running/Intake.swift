// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import Reading

/// Takes files of activity into the log.
///
/// Three steps, so that a bad file stores nothing: it is copied and hashed; the copy is read from
/// one end to the other and everything wrong with it is listed, while what it says is drafted; only
/// then are the drafts appended. Memory does not grow with the file: each step holds a piece of it,
/// and the drafts of a large file wait on the disk (``DraftSpool``).
///
/// Taking the same file in again after a crash goes on where it stopped, because entries that are
/// known already are recognised by source and event id.
package struct Intake: Sendable {
    private let formats: [any Format]
    let originals: OriginalStore
    let quarantine: QuarantineFolder
    let log: any EntryLog
    let entries: IntakeEntries

    package init(
        formats: [any Format], originals: OriginalStore, quarantine: QuarantineFolder,
        log: any EntryLog, entries: IntakeEntries
    ) {
        self.formats = formats
        self.originals = originals
        self.quarantine = quarantine
        self.log = log
        self.entries = entries
    }

    /// Takes in an open file, or what comes on standard input.
    ///
    /// The name is the file's without folders; it goes into the log. `progress` is called often.
    /// A file that is bad is no fault: the report says what is wrong with it.
    package func takeIn(
        _ input: consuming InputFile, named name: String,
        _ options: IntakeOptions = IntakeOptions(),
        progress: @escaping @Sendable (IntakeProgress) -> Void = { _ in }
    ) async throws(IntakeFault) -> IntakeReport {
        let total = input.size
        let incoming: IncomingFile
        do throws(FileFault) {
            incoming = try originals.receive(input) { bytes in
                progress(
                    IntakeProgress(
                        stage: .copying, bytes: bytes, bytesTotal: total, activities: 0))
            }
        } catch { throw .file(error) }
        do throws(IntakeFault) {
            return try await takeIn(incoming, named: name, options, progress)
        } catch {
            incoming.discard()
            throw error
        }
    }

    private func takeIn(
        _ incoming: IncomingFile, named name: String, _ options: IntakeOptions,
        _ progress: @escaping @Sendable (IntakeProgress) -> Void
    ) async throws(IntakeFault) -> IntakeReport {
        var options = options
        options.reading.fileName = name
        var report = IntakeReport(file: incoming.digest, name: name, size: incoming.size)
        report.wasKnown = originals.holds(incoming.digest, size: incoming.size)
        let format = try format(of: incoming, named: name, options, &report)
        var drafts = DraftSpool(at: "\(incoming.path).drafts")
        if let format {
            report.reader = format.readerName
            try await check(incoming, as: format, options, &report, into: &drafts, progress)
        }
        if options.isDryRun {
            incoming.discard()
            return report
        }
        guard let format, report.problems.isEmpty || accepts(report, options) else {
            return try await reject(incoming, format, report)
        }
        do throws(FileFault) { try originals.keep(incoming) } catch { throw .file(error) }
        return try await store(incoming, as: format, drafts, options, report, progress)
    }

    private func accepts(_ report: IntakeReport, _ options: IntakeOptions) -> Bool {
        options.acceptsGoodParts && report.activities > 0
    }

    // MARK: The format

    /// The format a file is of; `nil` with a problem when it is of none.
    private func format(
        of file: IncomingFile, named name: String, _ options: IntakeOptions,
        _ report: inout IntakeReport
    ) throws(IntakeFault) -> (any Format)? {
        let sample: FileSample
        do throws(FileFault) { sample = try file.sample(named: name) } catch { throw .file(error) }
        let ranked = formats.map { (format: $0, confidence: $0.recognise(sample)) }
        if let wanted = options.format {
            guard let named = ranked.first(where: { $0.format.name == wanted }) else {
                throw .unknownFormat(wanted, known: formats.map(\.name))
            }
            guard named.confidence == .no, let mistake = sample.mistake else {
                return named.format
            }
            report.problems.add(mistake)
            return nil
        }
        // The first of the most confident: the order of the formats settles a tie.
        var best: (format: any Format, confidence: Confidence)?
        for candidate in ranked where candidate.confidence > best?.confidence ?? .no {
            best = candidate
        }
        if let best { return best.format }
        report.problems.add(
            sample.mistake
                ?? Problem(
                    "file.unknown-format", at: Place(),
                    found: "a file that begins \(sample.beginning)",
                    expected: "one of " + formats.map(\.name).joined(separator: ", ")
                        + "; name it if you know better", endsReading: true))
        return nil
    }

    // MARK: Refusing

    private func reject(
        _ incoming: IncomingFile, _ format: (any Format)?, _ checked: IntakeReport
    ) async throws(IntakeFault) -> IntakeReport {
        var report = checked
        let reasons = reasons(report, format)
        do throws(FileFault) { try quarantine.take(incoming, reasons: reasons) } catch {
            throw .file(error)
        }
        try await logRejection(of: incoming, reasons, report)
        report.outcome = .rejected(quarantine: quarantine.path(of: incoming.digest))
        return report
    }

    func reasons(_ report: IntakeReport, _ format: (any Format)?) -> [UInt8] {
        report.problems.reasons(
            file: report.file, name: report.name, size: report.size, format: format?.name)
    }

    func logRejection(
        of incoming: IncomingFile, _ reasons: [UInt8], _ report: IntakeReport
    ) async throws(IntakeFault) {
        let entry: PreparedEntry
        do throws(PreparationError) {
            entry = try entries.rejection(
                of: incoming, named: report.name, reasons: reasons,
                problems: report.problems.count)
        } catch { throw .entry(error) }
        do throws(AppendError) { _ = try await log.append([entry]) } catch { throw .log(error) }
    }
}

extension FileSample {
    /// The first bytes as a message repeats them.
    fileprivate var beginning: String {
        let start = prefix.prefix(24)
        let isText = start.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x0D }
        return isText
            ? Problem.quote(String(decoding: start, as: UTF8.self))
            : "with the bytes " + start.prefix(8).map { Hex.text([$0]) }.joined(separator: " ")
    }
}
