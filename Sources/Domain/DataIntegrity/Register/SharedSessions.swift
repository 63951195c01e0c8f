// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Which measuring sessions more than one file tells about.
///
/// Only those can contradict themselves, so only their values need be kept in mind.
package struct SharedSessions: Sendable {
    private var files: [ExactText: Digest] = [:]
    private var shared: Set<ExactText> = []

    /// How many sessions are kept in mind.
    package static let sessionsMax = 200_000

    mutating func note(_ observation: Observation) {
        guard let session = observation.activity.session else { return }
        let name = ExactText(session)
        let file = observation.recorded.original.file
        if let first = files[name] {
            if first != file { shared.insert(name) }
        } else if files.count < SharedSessions.sessionsMax {
            files[name] = file
        }
    }

    /// Whether several files tell about a session.
    func isShared(_ session: String) -> Bool {
        !shared.isEmpty && shared.contains(ExactText(session))
    }
}
