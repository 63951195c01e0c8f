// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc

/// Where results go: whole texts, written to the end.
enum StandardOutput {
    /// Writes a text; a reader that has gone away is not an error of ours.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes a value as one line of JSON.
    static func write(_ json: JSON) { write(json.canonical + [0x0A]) }

    private static func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(
                    STDOUT_FILENO, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
