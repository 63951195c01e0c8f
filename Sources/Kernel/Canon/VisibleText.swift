// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text as it may be shown to a person: nothing in it moves a cursor or turns text round.
    ///
    /// Names and values in a stranger's file end up in messages. An escape sequence among them could
    /// rewrite the line that says FAILED, and a bidirectional override the name beside it; control
    /// and format characters and line separators are therefore written as `\u{1B}`.
    public var visible: String {
        let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain { return self }
        var shown = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            case _: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
