// SPDX-License-Identifier: Apache-2.0
import Calibration
import Glibc

/// Checks XML signatures with `xmlsec1`, a program of its own that need not be there.
///
/// What it is never allowed: the network, files that a document names, certificates that the
/// machine trusts for browsing. A document that does not fit its signature is *altered* whoever
/// signed it; one that fits is *verified* only when the signer's certificate leads to one of the
/// roots that the plant chose. The document is handed over as a file of its own in a directory
/// nobody else can read.
package struct XMLSecTool: XMLSignatureCheck {
    /// The most of what the tool prints that is looked at, in bytes.
    private static let outputBytesMax = 65_536

    private let program: String
    private let roots: String?

    /// A check with the certificates in some PEM file as roots; without any, none is trusted.
    package init(program: String = "xmlsec1", roots: String?) {
        self.program = program
        self.roots = roots
    }

    package func verdict(on document: [UInt8], issued date: String?) -> SignatureVerdict {
        guard let folder = TemporaryFolder() else {
            return .notVerified("no temporary file could be made for \(program)")
        }
        let file = folder.path + "/document.xml"
        guard folder.write(document, to: file) else {
            return .notVerified("the temporary file for \(program) could not be written")
        }
        // Does it fit the key that it brings along? This says nothing of who that is.
        switch run(["--insecure", "--enabled-key-data", "x509,rsa,ec,key-value"], file, folder) {
        case .missing: return .notVerified("\(program) is not installed")
        case .fails: return .altered("\(program): the document does not fit its signature")
        case .cannotTell(let why): return .notVerified("\(program) cannot tell: \(why)")
        case .holds: break
        }
        guard let roots else {
            return .notVerified("the bytes fit the signature, but no root certificate is trusted")
        }
        // Certificates expire long before the documents they signed; the date is the document's.
        let time = date.map { ["--verification-time", "\($0.prefix(10)) 23:59:59"] } ?? []
        switch run(["--enabled-key-data", "x509", "--trusted-pem", roots] + time, file, folder) {
        case .holds:
            let day = date.map { ", as of \($0.prefix(10))" } ?? ""
            return .verified("\(program): the signer leads to a trusted root\(day)")
        case .missing, .fails, .cannotTell:
            return .notVerified(
                "the bytes fit the signature, but its certificate leads to no trusted root")
        }
    }

    // MARK: Running

    private enum Outcome {
        case holds
        case fails
        case cannotTell(String)
        case missing
    }

    private func run(
        _ options: [String], _ file: String, _ folder: TemporaryFolder
    ) -> Outcome {
        let output = folder.path + "/output"
        let words =
            [program, "--verify", "--enabled-reference-uris", "empty,same-doc"] + options + [file]
        // The tool would trust the machine's own certificates beside the plant's.
        let environment = [
            "PATH=\(path)", "LC_ALL=C", "TZ=UTC0", "SSL_CERT_FILE=/dev/null",
            "SSL_CERT_DIR=/nonexistent",
        ]
        guard let status = spawn(words, environment, output: output) else { return .missing }
        // The shell's words for a program that is not there.
        guard status != 127 else { return .missing }
        let said = folder.read(output, atMost: XMLSecTool.outputBytesMax)
        let lines = said.split(separator: "\n").map(String.init)
        if status == 0, lines.contains("OK") { return .holds }
        if lines.contains("FAIL") { return .fails }
        return .cannotTell(lines.first { $0.hasPrefix("Error") } ?? "status \(status)")
    }

    private var path: String { getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin" }

    /// The exit status; `nil` when the program could not be started.
    private func spawn(_ words: [String], _ environment: [String], output: String) -> Int32? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        guard posix_spawnp(&child, program, &actions, nil, &arguments, &variables) == 0 else {
            return nil
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1 {
            guard errno == EINTR else { return nil }
        }
        // WIFEXITED and WEXITSTATUS are macros that Swift does not see.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}

/// A directory of our own that is gone when it is let go.
private final class TemporaryFolder {
    // A class, so that the end of its life takes the files with it.
    let path: String

    init?() {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/witnessmark-XXXXXX").utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) } != nil
        }
        guard made else { return nil }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in ["document.xml", "output"] { unlink(path + "/" + name) }
        rmdir(path)
    }

    func write(_ bytes: [UInt8], to file: String) -> Bool {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    func read(_ file: String, atMost count: Int) -> String {
        let descriptor = open(file, O_RDONLY)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
            }
            guard got > 0 else { break }
            filled += got
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }
}
