// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Programmes for numerically controlled machines (ISO 6983), kept as controlled documents.
///
/// What the programme does is not looked at. A file becomes one activity, `programme.kept`, which
/// names the programme as machines name it (by its file), its number and title, its revision when
/// a name holds one, and its digest: the same name with other bytes is another programme.
package struct NCProgrammeFormat: Format {
    package let name = "nc-programme"
    package let version = "1"
    package let mediaTypes = ["text/plain"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        let text = NCText(sample: sample.text)
        guard text.isProgramme else { return .no }
        if text.hasLeader && text.number != nil { return .certain }
        return text.hasLeader || sample.isNamed(".nc", ".cnc", ".tap", ".mpf", ".iso", ".eia")
            ? .likely : .possible
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        NCProgrammeReader(options)
    }
}

/// Reads the head of a programme, counts its blocks and hashes all of it.
struct NCProgrammeReader: ActivityReader {
    private let options: ReadingOptions
    private var head: [UInt8] = []
    private var digest = DigestStream()
    private var size: UInt64 = 0
    private var ending = Ending()

    init(_ options: ReadingOptions) { self.options = options }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        if head.count < FileSample.bytesMax {
            head += chunk.prefix(FileSample.bytesMax - head.count)
        }
        digest.update(chunk)
        size += UInt64(chunk.count)
        ending.take(chunk)
    }

    mutating func finish(into batch: inout ReadBatch) {
        let text = NCText(sample: head[...])
        guard text.isProgramme else {
            batch.problems.add(
                Problem(
                    "nc.shape", at: Place(),
                    found: "a file without blocks of words such as G90 X1.5",
                    expected: "a programme as ISO 6983 has it", endsReading: true))
            return
        }
        batch.activities.append(activity(text))
    }

    private func activity(_ text: NCText) -> ReadActivity {
        var activity = Activity(kind: "programme.kept")
        var warnings: [Problem] = []
        activity.capture = .imported
        let fileName = options.fileName.isEmpty ? nil : options.fileName
        let name = fileName ?? text.title ?? text.number ?? "sha256:" + digest.digest.hex
        let revision =
            RevisionMark.revision(in: name) ?? text.title.flatMap(RevisionMark.revision)
        add(.about, name, revision: revision)
        if let title = text.title, title != name { add(.alias, title) }
        if revision == nil {
            warnings.append(
                Problem(
                    "nc.revision.missing", at: Place(), found: "no revision in its names",
                    expected: "REV-A or the like; only its digest tells one version from another"))
        }
        if text.hasLeader, !ending.isTrailer {
            warnings.append(
                Problem(
                    "nc.trailer.missing", at: Place(offset: size),
                    found: "a programme that begins with % and does not end with it",
                    expected: "% at the end; the file may have been cut off"))
        }
        if let number = text.number { note("Programme number", number) }
        if let title = text.title { note("Programme title", title) }
        if let unit = text.unit { note("Unit of length", unit) }
        for (index, tool) in text.comments.enumerated() { note("Comment \(index + 1)", tool) }
        note("SHA-256", digest.digest.hex)
        note("Bytes", String(size))
        return ReadActivity(
            activity, source: options.source ?? "urn:nc-programmes:source-not-named",
            eventID: "sha256:\(digest.digest.hex)/\(name)", place: Place(), bytes: 0..<size,
            digest: options.digestsParts ? digest.digest : nil, warnings: warnings)

        func add(_ role: Participation.Role, _ name: String, revision: String? = nil) {
            do throws(MalformedThing) {
                activity.participants.append(
                    Participation(role, try Thing(.programme, name), revision: revision))
            } catch {
                warnings.append(
                    Problem(
                        "nc.name", at: Place(), found: "\(error)",
                        expected: "a name of 1 to \(Thing.longestName) bytes"))
            }
        }

        func note(_ name: String, _ value: String) {
            activity.attributes.append(Attribute(name, value))
        }
    }
}

/// Whether the last thing in a file is a percent sign on a line of its own.
private struct Ending {
    private(set) var isTrailer = false

    mutating func take(_ chunk: UnsafeRawBufferPointer) {
        // Tape ends (0x00, 0x1A) and white space come after it in files from old machines.
        guard let last = chunk.last(where: { $0 > 0x20 }) else { return }
        isTrailer = last == 0x25
    }
}
