// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why an archive is refused, and where.
///
/// The reader accepts only archives that mean one thing: two readers that find different files in
/// the same bytes are how a checked file and an opened file come to differ.
public struct ZipFault: Error, Equatable, Sendable {
    /// What is wrong.
    public enum Reason: String, Sendable, CaseIterable {
        case notAnArchive, truncated, severalParts, comment, gap, overlap
        case disagreement, unsupportedMethod, encrypted, badName, duplicateName, notAFile
        case tooMany, tooLarge, badChecksum, badDeflate, wrongLength, malformed
    }

    public let reason: Reason
    /// The entry's name as far as it could be read, or `nil` for the archive as a whole.
    public let name: String?
    /// Where in the archive, in bytes from its start.
    public let offset: UInt64
    /// What was expected and what was found.
    public let detail: String

    init(_ reason: Reason, at offset: UInt64, in name: String? = nil, _ detail: String) {
        self.reason = reason
        self.name = name?.visible
        self.offset = offset
        self.detail = detail.visible
    }
}

extension ZipFault: CustomStringConvertible {
    public var description: String {
        let place = name.map { "\($0), at byte \(offset)" } ?? "archive, at byte \(offset)"
        return "\(place): \(detail)"
    }
}
