// SPDX-License-Identifier: Apache-2.0

/// What a person decided about a file before it is read.
///
/// A file that leaves something out is not completed by guessing; either somebody says it here, and
/// the activity shows that it was said here, or it stays absent.
package struct ReadingOptions: Hashable, Sendable {
    /// The source system, for files that name none.
    package var source: String?
    /// The last part of the file's path, which some formats say things in; empty when there is none.
    package var fileName = ""
    /// The zone in which times that name none are to be read.
    ///
    /// `nil` leaves them without an instant. A time read this way says that its zone was assumed.
    package var assumedZone: AssumedZone?
    /// Whether each activity's part of the file is hashed, and what it says; a pass that only
    /// validates needs neither.
    package var digestsParts: Bool
    /// How much a reader takes before it refuses.
    package var limits: ReadingLimits

    package init(
        source: String? = nil, assumedZone: AssumedZone? = nil, digestsParts: Bool = true,
        limits: ReadingLimits = ReadingLimits()
    ) {
        self.source = source
        self.assumedZone = assumedZone
        self.digestsParts = digestsParts
        self.limits = limits
    }
}

/// The bounds every reader keeps, whatever the file says.
package struct ReadingLimits: Hashable, Sendable {
    /// The longest element (a line, an event) in bytes: 16 MiB.
    ///
    /// Memory is a small multiple of this, never of the file.
    package var elementBytesMax = 16 * 1_024 * 1_024
    /// The deepest nesting.
    ///
    /// Plant data nests six deep; sixty-four leaves room, and no stack is at risk.
    package var depthMax = 64

    package init() {}

    package init(elementBytesMax: Int, depthMax: Int = 64) {
        self.elementBytesMax = elementBytesMax
        self.depthMax = depthMax
    }
}
