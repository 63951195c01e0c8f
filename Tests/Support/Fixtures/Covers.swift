// SPDX-License-Identifier: Apache-2.0
import Testing

/// Ties a test to the requirements whose rule it tries to break: `@Test(.covers("P11-70"))`.
///
/// `docs/TRACE-MATRIX.md` is written from these words in the tests' sources, so each is a literal in
/// the test's own attribute. On a suite it holds for every test in it.
public struct Covers: TestTrait, SuiteTrait {
    /// Requirement rows, as `P11-10g` or `JQS-4`.
    public let requirements: [String]

    public var isRecursive: Bool { true }
}

extension Trait where Self == Covers {
    /// The requirement rows that a test holds the product to.
    public static func covers(_ requirements: String...) -> Covers {
        Covers(requirements: requirements)
    }
}
