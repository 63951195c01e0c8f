// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// The one spelling of a value that CBV 2.0 hashes (rules 5 to 8 and 14 to 18 of the algorithm).
struct CanonicalValue {
    let prefixes: Prefixes

    /// Any value: compact URIs expanded, CBV URNs as web URIs, numbers without needless zeros,
    /// GS1 identifiers as Digital Links.
    func text(_ text: String) -> String {
        guard let first = text.utf8.first else { return text }
        if first.isDigit || first == 0x2D || first == 0x2B || first == 0x2E {
            if let number = CanonicalNumber.text(text) { return number }
        }
        let uri = prefixes.expand(text) ?? text
        guard uri.utf8.contains(0x3A) else { return uri }
        return GS1Identifier(uri)?.digitalLink ?? webVocabulary(uri) ?? uri
    }

    /// A word of a vocabulary, also when it is written bare.
    func word(_ text: String, _ vocabulary: Vocabulary) -> String {
        guard let word = vocabulary.word(text, prefixes) else { return self.text(text) }
        let isBare = word.utf8.count == text.utf8.count
        return isBare && !vocabulary.isStandard(word) ? text : vocabulary.uri(word)
    }

    /// A moment in UTC with milliseconds; half a millisecond rounds up.
    func time(_ time: EPCISTime) -> String {
        guard let instant = time.read?.instant else { return time.text }
        return instant.adding(microseconds: 500).rfc3339Milliseconds
    }

    /// As in ``text(_:)``, for CBV URNs wherever they stand.
    private func webVocabulary(_ uri: String) -> String? {
        guard uri.utf8.starts(with: "urn:epcglobal:cbv:".utf8) else { return nil }
        for vocabulary in Vocabulary.allCases {
            if let word = vocabulary.word(uri, prefixes) { return vocabulary.uri(word) }
        }
        return nil
    }
}
