// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a person decided about one kind of table: how it is read, and what each column is.
///
/// It is a file of its own, with name and revision, approved before it is used. Whoever doubts an
/// activity can take the mapping by its digest, the original by its digest, and read again.
package struct SpreadsheetMapping: Hashable, Sendable {
    package var name: String
    package var revision: String
    package var title: String
    /// The SHA-256 of the file it was read from.
    package var digest: Digest
    package var file = FileRules()
    package var table = TableRules()
    package var values = ValueRules()
    package var columns: [ColumnRule] = []
    package var others = Others.refuse
    /// The system the rows come from.
    package var source: TextRule
    package var activities: [ActivityRule] = []

    /// What happens to columns of a file that the mapping does not mention.
    package enum Others: String, CaseIterable, Sendable {
        case refuse
        case keepAsAttributes = "keep as attributes"
        case ignore
    }

    /// Name and revision as commands take them: `erp-movements@3`.
    package var label: String { "\(name)@\(revision)" }
}

/// What kind of file a mapping is for.
package struct FileRules: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case delimited(Dialect)
        case workbook
    }

    package var kind = Kind.delimited(Dialect())
    /// The sheets that are read; empty means the one that is visible.
    package var sheets: [NamePattern] = []
    /// How such files are called, where that is known.
    package var names: [NamePattern] = []
}

/// Where in a table what stands.
package struct TableRules: Hashable, Sendable {
    package enum Header: Hashable, Sendable {
        /// The first row that is not blank.
        case first
        /// The row of that number; for turned tables, the column.
        case at(UInt64)
        /// The first row with all these texts in it.
        case containing([String])
        /// There is none: columns are named by letters.
        case none
    }

    package enum Fact: Hashable, Sendable {
        case at(UInt64)
        /// The row that begins with this text.
        case titled(String)
    }

    /// Whether each record is a column instead of a row.
    package var isTurned = false
    /// The first row that belongs to the table.
    package var firstRow: UInt64 = 1
    package var header = Header.first
    /// Whether the header is printed again further down.
    package var repeatsHeader = false
    /// How rows begin that say nothing about any record.
    package var comments: [String] = []
    /// Rows that say something about columns: nominal values, limits, units.
    package var facts: [String: Fact] = [:]
    /// Single cells that say something about all rows.
    package var cells: [String: SingleCell] = [:]
    /// Whether a row (in a turned table a column) with one cell alone is a heading of what follows.
    package var hasHeadings = false
    /// Columns in which a blank means the same as above; by their place in the mapping.
    package var fill: Set<Int> = []
    /// Rows that are left out.
    package var skip: [Condition] = []
    /// Columns by which rows belong together; by their place in the mapping.
    ///
    /// Rows that follow one another and agree in all of them become one activity. Empty where each
    /// row is understood by itself.
    package var groupBy: [Int] = []

    package struct SingleCell: Hashable, Sendable {
        package var row: UInt64
        package var column: Int
    }

    /// Whether the table must be held as a whole, because a row is not understood by itself.
    var isHeld: Bool { isTurned }

    /// Whether a row's meaning depends on cells that are not its own.
    var reachesBeyondTheRow: Bool {
        isTurned || !facts.isEmpty || !cells.isEmpty || hasHeadings || !fill.isEmpty
            || !groupBy.isEmpty
    }
}

/// How cells are read.
package struct ValueRules: Hashable, Sendable {
    package var numbers = NumberStyle()
    package var times = TimeStyle()
    /// Texts that say nothing: `-`, `n/a`, `#N/A`.
    package var blanks: [String] = []
    /// Whether spaces round a text are left out.
    package var trims = true
}

/// One column, or several of one kind.
package struct ColumnRule: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case header(String)
        case letters(Int)
        case matching(NamePattern)
    }

    package var name: String
    package var place: Place
    /// Whether each row must say something there.
    package var isRequired = false
    /// Whether files without it are read too.
    package var isOptional = false
    /// Why it is not used; `nil` when it is.
    package var ignored: String?
    /// Its own way of being read.
    package var values: ValueRules

    package var isGroup: Bool { if case .matching = place { true } else { false } }
}

/// A text made of cells, perhaps replaced by another word.
package struct TextRule: Hashable, Sendable {
    package enum Otherwise: String, CaseIterable, Sendable {
        case refuse, blank
        case asWritten = "as written"
    }

    package var template: Template
    /// What words become; `nil` when they stay as they are.
    package var words: [Word]?
    /// What happens to words that are not listed.
    package var otherwise = Otherwise.refuse

    package struct Word: Hashable, Sendable {
        package var from: String
        package var to: String
    }
}

/// When a row is meant.
package struct Condition: Hashable, Sendable {
    package enum Test: Hashable, Sendable {
        case isOneOf([String])
        case isNoneOf([String])
        case isLike([NamePattern])
        case isBlank(Bool)
    }

    package var template: Template
    package var test: Test
}

/// A time made of one cell or of two.
package struct TimeRule: Hashable, Sendable {
    package var date: Template
    /// The time of day, where it stands apart or is always the same.
    package var clock: Template?
    package var zone: ZoneRule?
    package var patterns: [TimePattern]?
    /// Which row of a group says it; `nil` where all that say it must agree.
    package var row: GroupRow?

    package enum GroupRow: String, CaseIterable, Sendable {
        case first, last
    }
}
