// SPDX-License-Identifier: Apache-2.0
import Ledger
import Synchronization

/// An anchor that can be taken away, exchanged, and made to fail.
package final class MemoryAnchor: Anchor {
    private struct State {
        var bytes: [UInt8]?
        var faults: [Fault] = []
    }

    private let state: Mutex<State>

    package init(_ bytes: [UInt8]? = nil) { state = Mutex(State(bytes: bytes)) }

    package func failNextWrite(_ fault: Fault) { state.withLock { $0.faults.append(fault) } }

    /// Puts other bytes in place, as somebody with the disk in hand could.
    package func replace(with bytes: [UInt8]?) { state.withLock { $0.bytes = bytes } }

    package func read() -> [UInt8]? { state.withLock { $0.bytes } }

    package func write(_ checkpoint: [UInt8]) throws(FileFault) {
        try state.withLock { state throws(FileFault) in
            let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
            if fault != .beforeWrite { state.bytes = checkpoint }
            if let fault { throw FileFault(path: "anchor", what: fault.text, code: 5) }
        }
    }
}
