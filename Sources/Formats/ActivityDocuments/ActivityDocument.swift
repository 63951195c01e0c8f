// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// An activity written down in our own plain JSON, for senders who have no standard to follow.
///
/// `docs/ACTIVITY.md` describes every member with an example, `docs/activity.schema.json` is the
/// schema; tests hold both against this reader. A member that is not known is refused: a
/// misspelled `equipement` would otherwise be evidence quietly lost.
package struct ActivityDocument: Sendable {
    /// The media type of one document.
    package static let mediaType = "application/vnd.witnessmark.activity+json"
    /// What the schema calls itself.
    package static let schema = "https://witnessmark.org/schema/activity.schema.json"

    /// What happened.
    package let activity: Activity
    /// What the source calls it, where the document says so.
    package let id: String?
    /// The system it comes from, where the document says so.
    package let source: String?
    /// What is odd about it and was kept all the same.
    package let warnings: [Problem]

    /// Reads a document; everything that is wrong with it is added to the problems.
    ///
    /// `nil` when something is.
    package init?(
        _ json: JSON, at place: Place, _ options: ReadingOptions, problems: inout [Problem]
    ) {
        guard case .object(let members) = json else {
            problems.append(
                Problem(
                    "activity.not-an-object", at: place, found: json.kindName,
                    expected: "an activity: a JSON object with the member “activity”"))
            return nil
        }
        var reader = DocumentReader(place: place, assumedZone: options.assumedZone)
        for member in members { reader.take(member) }
        reader.finish()
        problems += reader.problems
        guard reader.problems.isEmpty else { return nil }
        activity = reader.activity
        id = reader.id
        source = reader.source
        warnings = reader.warnings
    }
}
