// SPDX-License-Identifier: Apache-2.0
import HTML

/// What the readable page inside a package says, ready to be laid out.
///
/// The page is read on a screen, on paper and years from now, from a stick, with no network: one
/// file, no script, no outside address. It is a rendering; what counts is in the files beside it,
/// and the page says so.
package struct PackagePage: Sendable {
    package var title: String
    /// The question the package answers, as one sentence.
    package var question: String
    package var outcome: Outcome
    /// Short facts, label and value: scope, checkpoint, who sealed it and when.
    package var facts: [Fact] = []
    /// What happened, told in a few sentences, from the same data as the tables.
    package var story: [String] = []
    /// The contract's items and what was found for each.
    package var items: [Item] = []
    package var sections: [Section] = []
    /// The command line that repeats the verification.
    package var verifyCommand: String
    /// What a verified package still does not say.
    package var notCovered: [String] = []
    /// Marks every page of a package that comes from invented data.
    package var isDemo = false

    package init(title: String, question: String, outcome: Outcome, verifyCommand: String) {
        self.title = title
        self.question = question
        self.outcome = outcome
        self.verifyCommand = verifyCommand
    }

    package struct Fact: Sendable {
        package var label: String
        package var value: String
        /// Whether the value is a digest, key or file name, to be set in a fixed pitch.
        package var isCode: Bool

        package init(_ label: String, _ value: String, isCode: Bool = false) {
            self.label = label
            self.value = value
            self.isCode = isCode
        }
    }

    package enum Outcome: Sendable {
        case complete(of: Int)
        case completeWithWaivers(of: Int, waived: Int)
        case incomplete(found: Int, of: Int)
    }

    package struct Item: Sendable {
        package enum State: Sendable {
            case present, missing, waived, notApplicable, nothingToReport
        }
        package var title: String
        /// The requirement it answers: `EPK-DHR-5`.
        package var requirement: String
        package var state: State
        /// What was found, or why it is not there.
        package var finding: String
        package var isRequired: Bool

        package init(
            title: String, requirement: String, state: State, finding: String, isRequired: Bool
        ) {
            self.title = title
            self.requirement = requirement
            self.state = state
            self.finding = finding
            self.isRequired = isRequired
        }
    }

    /// A heading, an introduction and a table; a table without rows is a nil return and says so.
    package struct Section: Sendable {
        package var heading: String
        package var introduction: String
        package var columns: [String]
        package var rows: [[Cell]]
        /// What an empty table means, such as "No correction was declared".
        package var nothing: String

        package init(
            _ heading: String, _ introduction: String, columns: [String], rows: [[Cell]],
            nothing: String
        ) {
            self.heading = heading
            self.introduction = introduction
            self.columns = columns
            self.rows = rows
            self.nothing = nothing
        }
    }

    package enum Cell: Sendable {
        case text(String)
        /// Several lines, one under the other.
        case lines([String])
        case code(String)
        /// A number that is read as one word: `NC-2026-0001`.
        case id(String)
        /// A file of the package, by its path from the page.
        case file(path: String, label: String)
        /// A product state with its sign, and what more there is to say of it.
        case state(String, Tone, more: String = "")
    }

    /// How good or bad a state is; shown by shape and word, never by colour alone.
    package enum Tone: Sendable { case good, watch, bad, neutral }
}
