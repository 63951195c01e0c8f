// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Records
import Traceability
import TransparencyLog

/// The roles that the entries of a dossier give to people, and when they took them away.
///
/// The registrar refuses a signature without the role. This looks again, from what goes into the
/// package alone, so that its reader can (A11D-12.2).
struct CapacityRegister {
    /// A role given in one entry, to somebody, perhaps in another's place.
    private struct Gift {
        let position: UInt64
        let person: String
        let delegator: String?
        let role: String
        let site: String?
        let kinds: [String]?
        let since: Instant?
        let until: Instant?
        /// Where it was taken away.
        var end: UInt64?
    }

    /// By the id of the grant or delegation, with what it is before it.
    private var gifts: [String: Gift] = [:]

    /// Takes entries about people, in the order of the log.
    init(_ people: [OpenedEntry]) {
        for entry in people {
            guard let content = entry.content else { continue }
            switch entry.type.text {
            case "role.granted": give(content, "grant", to: "person", at: entry.index.value)
            case "role.delegated": give(content, "delegation", to: "to", at: entry.index.value)
            case "role.revoked": end(content, "grant", at: entry.index.value)
            case "delegation.ended": end(content, "delegation", at: entry.index.value)
            case "person.deactivated":
                for id in gifts.keys where gifts[id]?.person == content["person"]?.text {
                    end(id, at: entry.index.value)
                }
            // The other entries about people give no role and take none.
            case _: break
            }
        }
    }

    private mutating func give(
        _ content: JSON, _ id: String, to receiver: String, at position: UInt64
    ) {
        guard let key = CapacityRegister.key(content, id), let person = content[receiver]?.text,
            let role = content["role"]?.text
        else { return }
        gifts[key] = Gift(
            position: position, person: person, delegator: content["from"]?.text, role: role,
            site: content["site"]?.text,
            kinds: content["kinds"]?.elements?.compactMap(\.text),
            since: content["since"]?.text.flatMap { WrittenTime($0)?.instant },
            until: content["until"]?.text.flatMap { WrittenTime($0)?.instant })
    }

    private mutating func end(_ content: JSON, _ id: String, at position: UInt64) {
        if let key = CapacityRegister.key(content, id) { end(key, at: position) }
    }

    private mutating func end(_ key: String, at position: UInt64) {
        if gifts[key]?.end == nil { gifts[key]?.end = position }
    }

    private static func key(_ content: JSON, _ id: String) -> String? {
        content[id]?.text.map { "\(id) \($0)" }
    }

    /// Whether somebody held the role they signed in, where and when they signed.
    func shows(_ said: SignatureStatement, at position: UInt64) -> Bool {
        let isOwn = said.onBehalfOf == nil
        let isHeld = gifts.values.contains {
            $0.person == said.signer.text && $0.delegator == said.onBehalfOf?.text
                && covers($0, said, at: position)
        }
        guard !isOwn else { return isHeld }
        // What is delegated must be the delegator's own to give.
        return isHeld
            && gifts.values.contains {
                $0.person == said.onBehalfOf?.text && $0.delegator == nil
                    && covers($0, said, at: position)
            }
    }

    private func covers(_ gift: Gift, _ said: SignatureStatement, at position: UInt64) -> Bool {
        gift.position < position && gift.end.map { position < $0 } ?? true
            && gift.role == said.role.rawValue
            && gift.site.map { $0.hasSameBytes(as: said.site) } ?? true
            && gift.kinds.map { $0.contains(said.kind.text) } ?? true
            && gift.since.map { $0 <= said.at } ?? true && gift.until.map { said.at < $0 } ?? true
    }
}
