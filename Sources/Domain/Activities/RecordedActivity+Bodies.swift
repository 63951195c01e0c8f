// SPDX-License-Identifier: Apache-2.0
import Canon

/// How a recorded activity becomes the bodies that an entry commits to, and back.
///
/// Names of persons and accounts go into a body of their own, so that a package can withhold them
/// and still verify, and so that they can be erased. The content says only that somebody had the
/// role: a participant `{"kind":"person","role":"performer","withheld":0}` stands for the first
/// name in the person body.
extension RecordedActivity {
    /// The `content` body and, where somebody is named, the `person` body, both canonical JSON.
    package var bodies: (content: [UInt8], person: [UInt8]?) {
        var writer = BodyWriter(reserving: 1_024)
        writer.braced(self) { recorded, writer in
            writer.object("activity", recorded.activity) { $1.members(of: $0) }
            writer.text("meaning", recorded.meaning)
            writer.object("original", recorded.original) { part, writer in
                writer.digest("digest", part.digest)
                writer.digest("file", part.file)
                writer.number("length", part.length)
                writer.number("offset", part.offset)
            }
            writer.text("reader", recorded.reader)
            writer.texts("remarks", recorded.remarks)
        }
        guard !writer.names.isEmpty else { return (writer.bytes, nil) }
        var person = BodyWriter(reserving: 128)
        person.braced(writer.names) { $1.texts("names", $0) }
        return (writer.bytes, person.bytes)
    }

    /// Reads the bodies back; names that are withheld or erased leave their participants out.
    ///
    /// - Throws: ``MalformedBody`` when the content is not what ``bodies`` writes.
    package init(content: [UInt8], person: [UInt8]?) throws(MalformedBody) {
        let body = try MalformedBody.parse(content)
        let names = try person.map(MalformedBody.parse)?["names"]?.elements ?? []
        let reader = BodyReader(names: names)
        guard let activity = body["activity"], let original = body["original"] else {
            throw MalformedBody(place: "", expected: "activity and original")
        }
        self.init(
            activity: try reader.activity(activity), original: try reader.original(original),
            reader: body["reader"]?.text ?? "")
        meaning = body["meaning"]?.text
        remarks = (body["remarks"]?.elements ?? []).compactMap(\.text)
    }
}

/// A body that is not what this program writes, although its commitment held.
package struct MalformedBody: Error, Equatable, Sendable, CustomStringConvertible {
    /// The member that is wrong.
    package let place: String
    package let expected: String

    package init(place: String, expected: String) {
        self.place = place
        self.expected = expected
    }

    package var description: String { "the body's member \(place) should be \(expected)" }

    fileprivate static func parse(_ bytes: [UInt8]) throws(MalformedBody) -> JSON {
        do throws(JSONError) { return try JSON(parsing: bytes) } catch {
            throw MalformedBody(place: error.pointer, expected: "JSON: \(error)")
        }
    }
}
