// SPDX-License-Identifier: Apache-2.0

/// Text from outside that ends up on a terminal or in a report.
enum PrintableText {
    /// The most that is kept of one text, in Unicode scalars.
    static let lengthMax = 300

    /// The text without anything that moves a cursor, turns writing round or goes on for ever.
    static func of(_ text: String) -> String {
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(lengthMax) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: printable.append(" ")
            default: printable.append(scalar)
            }
        }
        return String(printable)
    }
}
