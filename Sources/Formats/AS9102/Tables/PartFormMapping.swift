// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Turns Form 1 into an activity: that a first article was declared, by whom and for what.
///
/// Signatures keep the date beside them. Field 19 stands as it was answered; whether it is right is
/// for the review, which sees Form 3 too.
struct PartFormMapping {
    private let form: PartFormReading
    private let digest: Digest
    private let size: UInt64
    private let options: ReadingOptions
    private var activity = Activity(kind: "inspection.first-article-declared")
    private var warnings: [Problem] = []

    init(_ form: PartFormReading, digest: Digest, size: UInt64, _ options: ReadingOptions) {
        self.form = form
        self.digest = digest
        self.size = size
        self.options = options
    }

    mutating func run() -> ReadActivity {
        activity.capture = .transcribed
        let fields = form.fields
        if let part = fields[1] {
            add(.about, .material, part, 1, revision: fields[5], meaning: "Part")
        }
        if let serial = fields[3] {
            let isCounted = serial.utf8.allSatisfy { (0x30...0x39).contains($0) }
            add(.subject, .serial, isCounted ? "\(fields[1] ?? "")/\(serial)" : serial, 3)
        }
        if let report = fields[4] { add(.document, .document, report, 4, meaning: "FAIR") }
        if let drawing = fields[6] {
            add(.document, .document, drawing, 6, revision: fields[7], meaning: "Drawing")
        }
        if let organisation = fields[10] { add(.performer, .party, organisation, 10) }
        if let order = fields[12] { add(.order, .order, order, 12) }
        sign(20, dated: 21, "Verified")
        sign(22, dated: 23, "Reviewed or approved")
        sign(24, dated: 25, "Customer approval")
        for row in form.index {
            guard let part = row[15] else { continue }
            add(.component, .material, part, 15, meaning: row[18])
        }
        for field in FormField.fields(of: .part) {
            if let value = fields[field.number] {
                activity.attributes.append(Attribute(field.heading, value))
            } else if field.need == .required {
                activity.blanks.append(field.heading)
            }
        }
        let signed = activity.participants.contains { $0.role == .signatory }
        activity.attribution =
            signed ? .personSigned : fields[10] != nil ? .organisation : .none
        let names = [fields[4], fields[1], fields[3]].compactMap { $0 }
        return ReadActivity(
            activity, source: options.source ?? "urn:as9102:source-not-named",
            eventID: names.isEmpty
                ? "sha256:\(digest.hex)" : names.joined(separator: "/") + "#form-1",
            place: Place(line: form.lines[1] ?? 1), bytes: 0..<size,
            digest: options.digestsParts ? digest : nil, warnings: warnings)
    }

    private mutating func sign(_ name: Int, dated date: Int, _ meaning: String) {
        guard let person = form.fields[name] else { return }
        var at: SourceTime?
        if let text = form.fields[date] {
            at = SourceTime(text, assuming: options.assumedZone)
            if at == nil {
                // A day without a time of day is kept as it stands, and has no moment.
                at = SourceTime(text: text, instant: nil, zone: .absent)
            }
        }
        add(.signatory, .person, person, name, at: at, meaning: meaning)
    }

    private mutating func add(
        _ role: Participation.Role, _ kind: ThingKind, _ name: String, _ field: Int,
        revision: String? = nil, at time: SourceTime? = nil, meaning: String? = nil
    ) {
        do throws(MalformedThing) {
            activity.participants.append(
                Participation(
                    role, try Thing(kind, name), revision: revision, at: time, meaning: meaning))
        } catch {
            warnings.append(
                Problem(
                    "as9102.name", at: Place(line: form.lines[field] ?? 1), found: "\(error)",
                    expected: "a name of 1 to \(Thing.longestName) bytes"))
        }
    }
}
