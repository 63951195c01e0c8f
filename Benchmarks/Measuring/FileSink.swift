// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file that is written piece by piece.
struct FileSink {
    private let file: UnsafeMutablePointer<FILE>
    private let path: String

    init(_ path: String) throws(WrongResult) {
        guard let file = fopen(path, "we") else { throw WrongResult("\(path) cannot be written") }
        self.file = file
        self.path = path
    }

    func write(_ bytes: [UInt8]) throws(WrongResult) {
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw WrongResult("\(path) cannot be written whole")
        }
    }

    func close() throws(WrongResult) {
        guard fclose(file) == 0 else { throw WrongResult("\(path) cannot be closed") }
    }
}
