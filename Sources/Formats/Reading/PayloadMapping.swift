// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Reads what an envelope of another format carries: an EPCIS event inside a CloudEvent.
///
/// Formats do not import one another; whoever wires the program hands the mappings to the envelope.
/// The first mapping that claims a payload reads it.
package protocol PayloadMapping: Sendable {
    /// Whether it reads payloads of this content type, schema and event type.
    func claims(contentType: MediaType?, schema: String?, type: String) -> Bool

    /// Reads a payload. Its problems carry paths below the one given.
    func map(_ data: JSON, at place: Place, _ options: ReadingOptions) -> MappedPayload
}

/// What a payload was read as.
package struct MappedPayload: Sendable {
    /// What happened; `nil` when something is wrong with the payload.
    package var activity: Activity?
    /// What the payload calls itself, where it does; the envelope's id is what counts.
    package var eventID: String?
    /// What is odd about it and was kept all the same.
    package var warnings: [Problem]
    /// What is wrong with it; never empty when there is no activity.
    package var problems: [Problem]

    package init(
        activity: Activity?, eventID: String? = nil, warnings: [Problem] = [],
        problems: [Problem] = []
    ) {
        self.activity = activity
        self.eventID = eventID
        self.warnings = warnings
        self.problems = problems
    }
}
