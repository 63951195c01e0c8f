// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Files of activity documents: one a line, one array of them, or just one.
package struct ActivityDocumentFormat: Format {
    package let name = "activity-json"
    package let version = "1"
    package let mediaTypes = [ActivityDocument.mediaType]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x7B || sample.firstByte == 0x5B,
            sample.contains("\"activity\""), !sample.contains("\"specversion\"")
        else { return .no }
        return .likely
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        JSONSequenceReader(ActivityDocumentMapping(options: options), options)
    }
}

/// Makes activities of documents that stand in a file of their own.
struct ActivityDocumentMapping: JSONPartMapping {
    let options: ReadingOptions

    func map(_ json: JSON, _ part: JSONPart, into batch: inout ReadBatch) {
        var problems: [Problem] = []
        let document = ActivityDocument(json, at: part.place, options, problems: &problems)
        let source = document?.source ?? options.source
        if let document {
            require("id", document.id, "what the source calls it: the same id is taken in once")
            require("source", source, "the system it comes from, here or with --source")
        }
        guard problems.isEmpty, let document, let id = document.id, let source else {
            for problem in problems { batch.problems.add(problem) }
            return
        }
        var warnings = document.warnings
        if document.activity.occurred == nil {
            warnings.append(missing("occurred", "when it happened"))
        }
        batch.activities.append(
            ReadActivity(
                document.activity, source: source, eventID: id, place: part.place,
                bytes: part.bytes, digest: part.digest, warnings: warnings))

        func require(_ member: String, _ value: String?, _ expected: String) {
            if value == nil { problems.append(missing(member, expected)) }
        }

        func missing(_ member: String, _ expected: String) -> Problem {
            Problem(
                "activity.\(member).missing", at: part.place.at("\(part.place.path).\(member)"),
                found: "no such member", expected: expected)
        }
    }
}

/// Makes activities of documents that stand in the `data` of a CloudEvent.
package struct ActivityPayload: PayloadMapping {
    package init() {}

    package func claims(contentType: MediaType?, schema: String?, type: String) -> Bool {
        if contentType?.text == ActivityDocument.mediaType { return true }
        if let schema, schema.hasSuffix("/activity.schema.json") { return true }
        return type.hasPrefix("org.witnessmark.activity")
    }

    package func map(
        _ data: JSON, at place: Place, _ options: ReadingOptions
    ) -> MappedPayload {
        var problems: [Problem] = []
        let document = ActivityDocument(data, at: place, options, problems: &problems)
        return MappedPayload(
            activity: document?.activity, eventID: document?.id,
            warnings: document?.warnings ?? [], problems: problems)
    }
}
