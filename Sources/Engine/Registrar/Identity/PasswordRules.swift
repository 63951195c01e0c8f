// SPDX-License-Identifier: Apache-2.0
import Access

/// What a password must be: long, and not the name of its holder (NIST SP 800-63B §5.1.1.2).
///
/// No digits or signs are asked for, since people answer that with `Password1!`; and none runs out
/// by itself, since people answer that with `Password2!`.
package struct PasswordRules: Hashable, Sendable {
    /// Vendor default.
    package let lengthMin: Int

    package static let standard = PasswordRules(lengthMin: 12)
    /// The longest password, in bytes of UTF-8.
    package static let byteCountMax = 1_024

    package init(lengthMin: Int) { self.lengthMin = lengthMin }

    /// Why a password is not taken; empty when it is.
    package func problems(with password: String, of person: Person) -> [Problem] {
        var problems: [Problem] = []
        if password.unicodeScalars.count < lengthMin { problems.append(.short(lengthMin)) }
        if password.utf8.count > PasswordRules.byteCountMax {
            problems.append(.long(PasswordRules.byteCountMax))
        }
        let plain = PasswordRules.letters(of: password)
        let own = [person.login, person.printedName, person.id.text].compactMap { $0 }
            .map(PasswordRules.letters)
        if own.contains(where: { !$0.isEmpty && $0 == plain }) { problems.append(.ownName) }
        if Set(plain).count < PasswordRules.differentMin { problems.append(.sameOverAndOver) }
        return problems
    }

    /// Fewer different letters than this are no password, however long.
    private static let differentMin = 4

    /// Letters and digits alone, in lower case: `K. Lind` and `k.lind` are one.
    private static func letters(of text: String) -> [Character] {
        text.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
    }

    package enum Problem: Hashable, Sendable, CustomStringConvertible {
        case short(Int)
        case long(Int)
        case ownName
        case sameOverAndOver

        package var description: String {
            switch self {
            case .short(let min): "It has fewer than \(min) characters."
            case .long(let max): "It has more than \(max) bytes."
            case .ownName: "It is the login or the name of its holder."
            case .sameOverAndOver: "It is a few letters over and over."
            }
        }
    }
}

/// A password that was not taken, with every reason.
package struct PasswordRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let problems: [PasswordRules.Problem]

    package init(problems: [PasswordRules.Problem]) { self.problems = problems }

    package var description: String {
        "The password was not taken. " + problems.map(\.description).joined(separator: " ")
    }
}
