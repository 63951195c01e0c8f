// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Glibc
import Synchronization

/// Where salts come from: 32 bytes each that nobody can guess and nobody gets twice.
package protocol SaltSource: Sendable {
    func salt() throws(SaltFault) -> Salt
}

/// The operating system gave no random bytes; nothing may be committed to without.
package struct SaltFault: Error, Equatable, CustomStringConvertible {
    package let code: Int32

    package init(code: Int32) { self.code = code }

    package var description: String {
        "The operating system gave no random bytes: \(String(cString: strerror(code)))"
    }
}

/// Salts from the operating system's generator, fetched many at a time.
///
/// An entry needs two, and a system call for each would cost as much as the hashing. What was handed
/// out is overwritten, so that a dump of the process holds no salt of an entry already erased. A
/// class because all callers draw from one store.
package final class SystemSalts: SaltSource {
    /// This many salts are fetched at a time: as many as `getentropy` gives in one call.
    package static let fetchedAtOnce = 256 / Salt.byteCount

    private struct State {
        var bytes: [UInt8] = []
        var used = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func salt() throws(SaltFault) -> Salt {
        try state.withLock { state throws(SaltFault) in
            if state.used == state.bytes.count {
                state.bytes = try SystemSalts.random(
                    count: SystemSalts.fetchedAtOnce * Salt.byteCount)
                state.used = 0
            }
            let range = state.used..<state.used + Salt.byteCount
            guard let salt = Salt(bytes: state.bytes[range]) else { throw SaltFault(code: EIO) }
            for index in range { state.bytes[index] = 0 }
            state.used = range.upperBound
            return salt
        }
    }

    private static func random(count: Int) throws(SaltFault) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let base = buffer.baseAddress, getentropy(base, count) == 0 else {
                failure = errno
                return
            }
            initialized = count
        }
        if let failure { throw SaltFault(code: failure) }
        return bytes
    }
}
