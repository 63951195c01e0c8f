// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// Who acts, when, why, and in answer to what.
package struct Context: Sendable {
    package let actor: Actor
    package let now: Instant
    /// What one request did is found again by this; a request that is repeated does nothing twice.
    package let request: String
    package let reason: String?
    /// The content version the actor saw; `nil` accepts any.
    package let expectedVersion: Int?
    /// The rule that acts, when no person asked for this.
    package let cause: Cause?

    package init(
        actor: Actor, now: Instant, request: String, reason: String? = nil,
        expectedVersion: Int? = nil, cause: Cause? = nil
    ) {
        self.actor = actor
        self.now = now
        self.request = request
        self.reason = reason
        self.expectedVersion = expectedVersion
        self.cause = cause
    }
}

/// The rule because of which something was done without a person's asking: "rule T3 revision B".
package struct Cause: Hashable, Sendable {
    package let rule: String
    package let revision: String
    /// The entries that it answered, by position.
    package let entries: [UInt64]
    /// The record that it carries out: an approved extension request.
    package let record: RecordID?

    package init(rule: String, revision: String, entries: [UInt64] = [], record: RecordID? = nil) {
        self.rule = rule
        self.revision = revision
        self.entries = entries
        self.record = record
    }
}
