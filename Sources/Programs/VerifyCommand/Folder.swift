// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Whether a path names a folder.
enum Folder {
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
