// SPDX-License-Identifier: Apache-2.0

/// The database could not do what was asked; the machinery's fault, never a rule's.
///
/// Its text says what happened and what to do. The engine's own words are the `cause` and are not
/// repeated in the message.
package struct DatabaseFault: Error, Hashable, Sendable {
    /// What happened, the same on every engine.
    package let code: Code
    /// What was being done: the statement, or the file.
    package let context: String
    /// What the engine said.
    package let cause: String

    package init(_ code: Code, context: String, cause: String) {
        self.code = code
        self.context = context
        self.cause = cause
    }

    /// Whether the same call may succeed later, unchanged.
    package var isTransient: Bool { code.isTransient }

    /// What can go wrong.
    package enum Code: String, CaseIterable, Sendable {
        /// Another connection holds what is needed; waiting longer may help.
        case busy
        /// The disk, or the quota, has no room.
        case full
        /// The file or the server refuses to be written.
        case readOnly
        /// Reading, writing or syncing failed below the engine.
        case inputOutput
        /// What is stored is not what was written.
        case corrupt
        /// A row breaks a key, a reference or a check; or a trigger refused it.
        case constraint
        /// The connection was lost while committing: look first, do not repeat blindly.
        case outcomeUnknown
        /// The database cannot be opened or reached.
        case unreachable
        /// Another process writes to this database.
        case inUse
        /// The file belongs to another program, or is another of our files.
        case foreign
        /// The database was written by a newer version of this program.
        case newerSchema
        /// A migration that was applied is not the one this program has.
        case changedSchema
        /// A column holds another kind of value than the reader asks for.
        case wrongKind
        /// The statement itself is wrong: a mistake in this program.
        case wrongStatement
        /// The statement was stopped before its end.
        case interrupted
        /// The database was closed before the call.
        case closed
        /// What no other code says.
        case other

        package var isTransient: Bool {
            switch self {
            case .busy, .full, .unreachable, .interrupted: true
            case .readOnly, .inputOutput, .corrupt, .constraint, .outcomeUnknown, .inUse, .foreign,
                .newerSchema, .changedSchema, .wrongKind, .wrongStatement, .closed, .other:
                false
            }
        }
    }
}

extension DatabaseFault: CustomStringConvertible {
    package var description: String { "\(message) (\(context))" }

    /// What happened and what to do, in a sentence each.
    package var message: String {
        switch code {
        case .busy:
            "The database is busy with another connection. Try again."
        case .full:
            "The disk is full; nothing was stored. Make room and try again."
        case .readOnly:
            "The database cannot be written. Check the permissions of the file and its folder."
        case .inputOutput:
            "The disk failed to read or write. Check the disk before anything else."
        case .corrupt:
            "The database is damaged. Stop, keep a copy, run fsck and restore a backup."
        case .constraint:
            "A row was refused by a rule of the schema."
        case .outcomeUnknown:
            "The answer to a commit was lost; it may or may not have been stored. Read before repeating."
        case .unreachable:
            "The database cannot be opened."
        case .inUse:
            "Another program works on this plant. Wait until it is done, or stop it."
        case .foreign:
            "This file is not the database that was expected here. Check the path."
        case .newerSchema:
            "The database was written by a newer version. Use that version; nothing was changed."
        case .changedSchema:
            "A migration differs from the one that was applied. Use the version that applied it."
        case .wrongKind:
            "A column does not hold the kind of value that was asked for."
        case .wrongStatement:
            "A statement is wrong; this is a mistake in the program."
        case .interrupted:
            "The statement was stopped before its end."
        case .closed:
            "The database is closed."
        case .other:
            "The database refused."
        }
    }
}
