// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// A thread for an actor that blocks: it waits for the disk most of the time.
///
/// The shared threads of Swift's tasks are as many as there are cores. An fsync on one of them
/// would take half of a small machine from the callers who prepare the next entries. A class
/// because an executor is known by its identity.
final class OwnThread: SerialExecutor {
    private let queue: DispatchQueue

    init(named name: String) { queue = DispatchQueue(label: name) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
