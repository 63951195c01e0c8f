// SPDX-License-Identifier: Apache-2.0

/// What the prefixes of compact names stand for: `gs1:` is `https://gs1.org/voc/`.
///
/// JSON-LD declares them in `@context`, XML by `xmlns:`. The contexts of the standard are known
/// here and never fetched: an auditor's machine has no network, and a fetched context could change
/// what a signed event says.
package struct Prefixes: Equatable, Sendable {
    private struct Entry: Equatable {
        let prefix: String
        let namespace: String
    }

    private var entries: [Entry] = []
    /// A bit for each letter that some prefix begins with; nearly all values are ruled out by it.
    private var firstLetters: UInt64 = 0

    /// The prefixes that EPCIS's own context declares.
    ///
    /// `cbvmda` has no colon at its end, as in XML, so that both forms give one hash.
    package static let standard: Prefixes = {
        var prefixes = Prefixes()
        prefixes.declare("epcis", "https://ref.gs1.org/epcis/")
        prefixes.declare("cbv", "https://ref.gs1.org/cbv/")
        prefixes.declare("cbvmda", "urn:epcglobal:cbv:mda")
        prefixes.declare("gs1", "https://gs1.org/voc/")
        prefixes.declare("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
        prefixes.declare("owl", "http://www.w3.org/2002/07/owl#")
        prefixes.declare("xsd", "http://www.w3.org/2001/XMLSchema#")
        prefixes.declare("dcterms", "http://purl.org/dc/terms/")
        return prefixes
    }()

    /// The most prefixes kept; further ones are treated as undeclared.
    private static let entriesMax = 256

    /// Declares a prefix; a later declaration of the same prefix holds.
    package mutating func declare(_ prefix: String, _ namespace: String) {
        guard !prefix.isEmpty, entries.count < Prefixes.entriesMax else { return }
        entries.append(Entry(prefix: prefix, namespace: namespace))
        firstLetters |= Prefixes.letter(prefix)
    }

    private static func letter(_ text: String) -> UInt64 {
        1 << UInt64((text.utf8.first ?? 0) & 63)
    }

    /// The namespace of a prefix.
    package subscript(_ prefix: some StringProtocol) -> String? {
        entries.last { $0.prefix.utf8.elementsEqual(prefix.utf8) }?.namespace
    }

    /// The whole URI of a compact one; `nil` when the text is none.
    ///
    /// As in JSON-LD 1.1 §4.1.5, what goes on with `//` is a URI already, whatever its scheme is
    /// declared as.
    package func expand(_ text: String) -> String? {
        guard firstLetters & Prefixes.letter(text) != 0, let parts = split(text),
            let namespace = self[parts.prefix]
        else { return nil }
        return namespace + parts.rest
    }

    /// A member name of JSON-LD as a name in a namespace.
    package func name(_ key: String) -> QualifiedName {
        guard let parts = split(key) else {
            return key.utf8.contains(0x3A) ? Prefixes.cut(uri: key) : QualifiedName(key)
        }
        guard let namespace = self[parts.prefix] else { return QualifiedName(key) }
        return QualifiedName(String(parts.rest), in: namespace)
    }

    private func split(_ text: String) -> (prefix: Substring, rest: Substring)? {
        let utf8 = text.utf8
        guard let colon = utf8.firstIndex(of: 0x3A), colon > utf8.startIndex else { return nil }
        let rest = text[utf8.index(after: colon)...]
        return rest.utf8.starts(with: [0x2F, 0x2F]) ? nil : (text[..<colon], rest)
    }

    /// A name written as a whole URI, cut where its local part begins.
    private static func cut(uri: String) -> QualifiedName {
        guard let end = uri.utf8.lastIndex(where: { $0 == 0x2F || $0 == 0x23 }) else {
            return QualifiedName(uri)
        }
        let start = uri.utf8.index(after: end)
        return QualifiedName(String(uri[start...]), in: String(uri[..<start]))
    }
}
