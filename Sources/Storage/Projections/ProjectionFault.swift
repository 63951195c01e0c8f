// SPDX-License-Identifier: Apache-2.0

/// The read models cannot be brought forward, or are not what this program wrote.
package enum ProjectionFault: Error, Equatable, Sendable {
    /// The entries offered are not the next ones.
    case notNext(expected: UInt64, offered: UInt64)
    /// An entry's header or body is not what this program writes.
    case unreadableEntry(position: UInt64, String)
    /// A column holds a number that stands for nothing.
    case unknownCode(String, Int64)
    /// A number that names no thing.
    case unknownThing(Int64)
    /// A text that is no record's number.
    case unknownRecord(String)
}

extension ProjectionFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notNext(let expected, let offered):
            "The read models stand at entry \(expected) and were offered entry \(offered)."
        case .unreadableEntry(let position, let cause):
            "Entry \(position) cannot be read: \(cause). Run fsck."
        case .unknownCode(let column, let code):
            "A \(column) of the read models is \(code), which stands for nothing. Rebuild them."
        case .unknownThing(let number):
            "No thing has the number \(number) in the read models. Rebuild them."
        case .unknownRecord(let text):
            "\"\(text)\" in the read models is no record's number. Rebuild them."
        }
    }
}
