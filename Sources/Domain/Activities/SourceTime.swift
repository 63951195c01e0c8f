// SPDX-License-Identifier: Apache-2.0
import Canon

/// A time as a source wrote it, the moment it stands for, and how its zone is known.
///
/// A time without a zone is never taken as UTC in silence: it has no moment until somebody says
/// which zone to assume, and then it is marked as assumed for good.
package struct SourceTime: Hashable, Sendable {
    /// The text as received.
    package let text: String
    /// The moment; `nil` when the zone is absent.
    package let instant: Instant?
    package let zone: Zone

    package enum Zone: Hashable, Sendable {
        /// Named by the source, in minutes east of UTC.
        case given(offsetMinutes: Int)
        /// Named by whoever brought the file in, in minutes east of UTC.
        case assumed(offsetMinutes: Int)
        case absent
    }

    package init(text: String, instant: Instant?, zone: Zone) {
        self.text = text
        self.instant = instant
        self.zone = zone
    }

    /// Reads RFC 3339 text; a missing offset is filled from the assumption, if there is one.
    ///
    /// `nil` when the text is no date and time.
    package init?(_ text: String, assuming offsetMinutes: Int? = nil) {
        guard let written = WrittenTime(text) else { return nil }
        self.text = text
        if let given = written.offsetMinutes {
            instant = written.instant
            zone = .given(offsetMinutes: given)
        } else if let assumed = offsetMinutes {
            instant = written.instant(offsetMinutes: assumed)
            zone = .assumed(offsetMinutes: assumed)
        } else {
            instant = nil
            zone = .absent
        }
    }
}
