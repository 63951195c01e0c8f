// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why a command could not do its work, in the words a person can act on.
struct CommandFailure: Error {
    /// A stable code, never reused: `WM-STORE-001`.
    let code: String
    /// What happened, and where.
    let message: String
    /// What to do now.
    let remedy: String?
    let status: ExitStatus

    init(_ code: String, _ message: String, remedy: String? = nil, status: ExitStatus = .failed) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.status = status
    }

    var json: JSON {
        var members: [JSON.Member] = [
            .init("schema", "witnessmark.error/1"), .init("code", .string(code)),
            .init("message", .string(message)),
        ]
        if let remedy { members.append(.init("remedy", .string(remedy))) }
        return .object(members)
    }
}
