// SPDX-License-Identifier: Apache-2.0

/// Something about an event that a person should know, and where it is.
struct EventFinding {
    enum Severity {
        /// The event cannot be relied on and is not taken.
        case refused
        /// The event is taken, and this is told with it.
        case noted
    }

    let severity: Severity
    /// For programs: `epcis.event-time.missing`.
    let code: String
    let found: String
    let expected: String
    /// From the event's node to the one it is about.
    let path: [EventNode]
}
