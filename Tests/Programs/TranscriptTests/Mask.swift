// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Puts a word in place of what is another at every run, and leaves everything else.
///
/// The same digest gets the same word throughout a transcript, so that it still shows where a
/// digest comes again and where it should be another.
struct Mask {
    private let folder: String
    private let began: Date
    private var digests: [Substring: String] = [:]

    /// For commands in a folder, from this moment on.
    init(folder: URL) {
        self.folder = folder.path
        began = Date(timeIntervalSinceNow: -1)
    }

    mutating func callAsFunction(_ text: String) -> String {
        var text = text.replacing(folder, with: "HERE")
        text = times(text)
        text = keys(text)
        text = signatures(text)
        text = digests(text)
        return others(text)
    }

    /// A time since the transcript began becomes `NOW`; times in the files stay.
    private func times(_ text: String) -> String {
        let pattern = #/(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(?:Z| UTC)/#
        return text.replacing(pattern) { match in
            let written = "\(match.1)T\(match.2)Z"
            guard let date = try? Date(written, strategy: .iso8601), date >= began, date <= Date()
            else { return String(match.0) }  // no date, or one of the files
            return "NOW"
        }
    }

    /// A log's key: the name stays.
    private func keys(_ text: String) -> String {
        text.replacing(#/\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}/#, with: "+KEY")
    }

    /// A signature line of a note.
    private func signatures(_ text: String) -> String {
        text.replacing(#/(— [^ \n]+ )[0-9A-Za-z+/]{80,}=*/#) { "\($0.1)SIGNATURE" }
    }

    /// A SHA-256, in hexadecimal or Base64, and the pseudonym of whoever runs the program.
    private mutating func digests(_ text: String) -> String {
        text.replacing(#/[0-9a-f]{64}|[0-9A-Za-z+/]{43}=/#) { match in
            if let known = digests[match.0] { return known }
            let word = "DIGEST-\(digests.count + 1)"
            digests[match.0] = word
            return word
        }.replacing(#/account-[0-9a-f]{16}/#, with: "account-ME")
    }

    /// How large a package is and where it was cut, who made it, how full the disk is,
    /// where a service listens, how often was sealed while a command took its time, and which
    /// formats there are, since each new one would change a transcript that is not about it.
    private func others(_ text: String) -> String {
        text.replacing(#/made by [^ ]+ \(/#, with: "made by ME (")
            .replacing(#/\bkey [0-9a-f]{8}\b/#, with: "key ID")
            .replacing(
                #/CRC-32 [0-9a-f]{8}, the directory says [0-9a-f]{8}/#,
                with: "CRC-32 A, the directory says B"
            )
            .replacing(#/at byte \d{5,}/#, with: "at byte MANY")
            .replacing(#/directory of \d+ bytes/#, with: "directory of MANY bytes")
            .replacing(#/"bytes":\d{5,}/#, with: "\"bytes\":MANY")
            .replacing(#/\d+ checkpoints/#, with: "SOME checkpoints")
            .replacing(#/"checkpoints":\d+/#, with: "\"checkpoints\":SOME")
            .replacing(#/epcis-json(?:, [a-z0-9-]+)+/#, with: "FORMATS")
            .replacing(#/\bkey( +)[0-9a-f]{16}\b/#) { "key\($0.1)ID" }
            .replacing(#/"request":"[0-9a-f]{24}"/#, with: "\"request\":\"SOME\"")
            .replacing(#/process \d+ holds/#, with: "process N holds")
            .replacing(#/127\.0\.0\.1:\d\d+/#, with: "127.0.0.1:PORT")
            .replacing(#/[\d,]{5,} bytes/#, with: "MANY bytes")
            .replacing(#/[\d,]+ MiB free/#, with: "MANY MiB free")
    }
}
