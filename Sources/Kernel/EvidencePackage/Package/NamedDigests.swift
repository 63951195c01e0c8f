// SPDX-License-Identifier: Apache-2.0
import Canon

/// The digests that a body names: every JSON string of 64 lower-case hexadecimal digits in it.
///
/// That is how an original is bound to the entry that was made from it, without the verifier having
/// to know what an activity is: the content, which the log commits to, holds the digest.
struct NamedDigests {
    private var digests = Set<Digest>()

    /// An empty set for bytes that are no JSON.
    init(in body: [UInt8]) {
        // A body that is no JSON names nothing, and whoever asks then finds nothing.
        guard let json = try? JSON(parsing: body) else { return }
        collect(json)
    }

    init(in json: JSON) { collect(json) }

    func contains(_ digest: Digest) -> Bool { digests.contains(digest) }

    private mutating func collect(_ json: JSON) {
        switch json {
        case .string(let text):
            if text.utf8.count == 64, let digest = Digest(hex: text) { digests.insert(digest) }
        case .array(let elements): for element in elements { collect(element) }
        case .object(let members): for member in members { collect(member.value) }
        case .null, .bool, .integer, .decimal: break
        }
    }
}
