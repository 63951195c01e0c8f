// SPDX-License-Identifier: Apache-2.0
import Canon

/// Something that activities are about, named exactly as the source named it.
///
/// Two things are the same when kind and name agree byte for byte. Our own idea of a better name
/// is an alias, never a replacement: evidence must show what the source said.
package struct Thing: Sendable {
    package let kind: ThingKind
    package let name: String

    /// Fails when the name is empty, longer than ``longestName`` bytes, or has a control character.
    package init(_ kind: ThingKind, _ name: String) throws(MalformedThing) {
        guard !name.isEmpty else { throw .emptyName(kind) }
        guard name.utf8.count <= Thing.longestName else { throw .nameTooLong(kind) }
        guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .controlCharacter(kind)
        }
        self.kind = kind
        self.name = name
    }

    /// The longest name that is taken, in bytes of UTF-8.
    package static let longestName = 1024
}

extension Thing: Hashable {
    package static func == (left: Thing, right: Thing) -> Bool {
        left.kind == right.kind && left.name.hasSameBytes(as: right.name)
    }

    // Strings hash by their normal form, so equal bytes always hash alike.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(name)
    }
}

extension Thing: CustomStringConvertible {
    /// Kind and name as a message gives them: `serial P7-1042`.
    package var description: String { "\(kind.rawValue) \(name)" }
}

/// What kinds of thing there are.
package enum ThingKind: String, CaseIterable, Hashable, Sendable {
    case lot, serial, material, container
    case order, operation, shipment
    case equipment, system, programme
    case person, account, party, place
    case document, certificate, record

    /// Whether a thing of this kind is product: made, moved, held, shipped.
    package var isProduct: Bool {
        switch self {
        case .lot, .serial, .container: true
        case .material, .order, .operation, .shipment, .equipment, .system, .programme, .person,
            .account, .party, .place, .document, .certificate, .record:
            false
        }
    }

    /// Whether a name of this kind says who somebody is, and is committed apart.
    package var isPersonal: Bool {
        switch self {
        case .person, .account: true
        case .lot, .serial, .material, .container, .order, .operation, .shipment, .equipment,
            .system, .programme, .party, .place, .document, .certificate, .record:
            false
        }
    }
}

/// Why a name is none.
package enum MalformedThing: Error, Equatable, Sendable {
    case emptyName(ThingKind)
    case nameTooLong(ThingKind)
    case controlCharacter(ThingKind)
}

extension MalformedThing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .emptyName(let kind): "the name of a \(kind.rawValue) is empty"
        case .nameTooLong(let kind):
            "the name of a \(kind.rawValue) is longer than \(Thing.longestName) bytes"
        case .controlCharacter(let kind):
            "the name of a \(kind.rawValue) has a control character in it"
        }
    }
}
