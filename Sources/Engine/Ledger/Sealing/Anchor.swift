// SPDX-License-Identifier: Apache-2.0
import TransparencyLog

/// Where the last checkpoint is kept a second time, outside the database.
///
/// Whoever puts back an older copy of the database does not put back this one with it, so the log
/// sees that it was shortened instead of quietly going on from there. Contract:
///
/// - what `write` was given last, `read` gives back, also after a power cut during a later `write`;
/// - `write` returns when the bytes are on the disk.
package protocol Anchor: Sendable {
    /// The bytes last written; `nil` when there never were any.
    func read() throws(FileFault) -> [UInt8]?
    /// Takes the place of what was written before.
    func write(_ checkpoint: [UInt8]) throws(FileFault)
}

/// The anchor as a file, best on another disk than the database.
package struct AnchorFile: Anchor {
    package let path: String

    package init(path: String) { self.path = path }

    package func read() throws(FileFault) -> [UInt8]? {
        try DurableFile.read(path, atMost: SignedNote.maximumLength)
    }

    package func write(_ checkpoint: [UInt8]) throws(FileFault) {
        try DurableFile.write(checkpoint, to: path)
    }
}
