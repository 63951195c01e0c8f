// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import EvidencePackage
import TransparencyLog

/// `--key` and `--policy`: whom the person at the keyboard believes.
struct TrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The public key of a log, or a file that holds it; may be repeated.",
            discussion: "Get it from the log's owner, not from the package.", valueName: "vkey|file"
        ))
    var key: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file that names logs, witnesses and the quorum (C2SP tlog-policy).",
            valueName: "file"))
    var policy: String?

    /// - Throws: `ValidationError`, which ends the program with status 64.
    func trust() throws -> PackageTrust {
        var keys: [(key: VerifierKey, name: String)] = []
        for text in key { keys.append((try TrustOptions.key(text), text)) }
        do {
            let policy = try policy.map { path in
                (
                    text: try OpenFile(path: path).content(
                        atMost: UInt64(TrustPolicy.maximumLength)), name: path
                )
            }
            return try PackageTrust(keys: keys, policy: policy)
        } catch let fault as FileFault {
            throw ValidationError("The policy cannot be read: \(fault)")
        } catch let error as MalformedText {
            throw ValidationError("The policy or keys do not fit together: \(error)")
        }
    }

    /// A key as it was typed, or the one line of a file of that name.
    private static func key(_ text: String) throws -> VerifierKey {
        if let key = try? VerifierKey(text) { return key }  // else it may be a file's name
        do {
            let content = try OpenFile(path: text).content(
                atMost: UInt64(VerifierKey.maximumLength) + 2)
            let line = content.prefix { $0 != 0x0A && $0 != 0x0D }
            return try VerifierKey(String(decoding: line, as: UTF8.self))
        } catch let fault as FileFault {
            throw ValidationError("“\(text)” is no key (name+hex+base64), and no file: \(fault)")
        } catch let error as MalformedText {
            throw ValidationError("The file “\(text)” holds no key: \(error)")
        }
    }
}
