// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Goes over records whose mapping puts rows together, and tells groups from one another.
///
/// Only rows that follow one another are one group. Where a key comes again further down, its rows
/// are a problem and none of them is taken, which only a reading that has seen the end can know.
struct RowGroups {
    /// The most groups of one file.
    static let groupsMax = 1_000_000

    private let mapping: SpreadsheetMapping
    private var open: (key: Digest, group: RecordGroup)?
    /// The row that each key began in.
    private var begun: [Digest: UInt64] = [:]
    private var isFull = false
    /// Keys that come again further down, as far as another reading has found out.
    private(set) var apart: Set<Digest>
    private var last: Digest?

    init(_ mapping: SpreadsheetMapping, apart: Set<Digest> = []) {
        self.mapping = mapping
        self.apart = apart
    }

    /// Looks at the key of the next record only, to find those that come again.
    mutating func learn(_ reader: inout RecordReader) {
        let key = reader.groupKey()
        defer { last = key }
        guard let key, key != last else { return }
        if begun[key] != nil {
            apart.insert(key)
        } else if begun.count < RowGroups.groupsMax {
            begun[key] = reader.row.number
        }
    }

    /// Says that no row of the same group follows; the next sheet begins another.
    mutating func learnEnd() { last = nil }

    /// Takes the next record; tells what it completes and what is wrong.
    mutating func take(
        _ reader: inout RecordReader, digests: Bool, _ take: (SpreadsheetFound) -> Void
    ) {
        guard !isFull else { return }
        guard let key = reader.groupKey() else {
            // It may belong to the rows before it, which are then not the whole either.
            open?.group.isBroken = true
            finish(take)
            return RowGroups.tell(reader.problems, take)
        }
        if open?.key != key {
            finish(take)
            guard begin(key, &reader) else { return RowGroups.tell(reader.problems, take) }
        }
        guard var group = open?.group else { return }
        open = nil  // What is held has one owner, or adding to it would copy it.
        if group.rowCount < RecordGroup.rowsMax {
            let rows = reader.rows(digests: digests)
            if reader.problems.isEmpty {
                reader.refuse(group.add(rows), since: group.first.number)
            } else {
                group.addUnreadable()
            }
        } else {
            if !group.isBroken {
                reader.refuse(
                    "group.too-long", column: nil, "a group of more rows",
                    "at most \(RecordGroup.rowsMax) rows")
            }
            group.isBroken = true
        }
        open = (key, group)
        RowGroups.tell(reader.problems, take)
    }

    /// Says that no row of the open group follows.
    mutating func finish(_ take: (SpreadsheetFound) -> Void) {
        guard let group = open?.group else { return }
        open = nil
        for activity in group.activities() { take(.activity(activity)) }
        // Rows that nothing is said of would be left out in silence.
        guard group.isBroken, group.readableCount > 0 else { return }
        let problem = CellProblem(
            "group.incomplete", sheet: group.first.sheet, row: group.first.number,
            found: "a group that is not whole, of \(group.rowCount) rows from here on",
            expected: "all its rows one after another, readable and agreeing; none of it is taken",
            place: group.first.place)
        take(.problem(problem.turned(if: mapping.table.isTurned)))
    }

    private mutating func begin(_ key: Digest, _ reader: inout RecordReader) -> Bool {
        if let row = begun[key] {
            reader.refuse(
                "group.apart", column: reader.layout.singles[mapping.table.groupBy[0]],
                "a key that rows further up have",
                "the rows of a group one after another; this one began in row \(row)")
            return false
        }
        guard begun.count < RowGroups.groupsMax else {
            isFull = true
            reader.refuse(
                "group.too-many", column: nil, "more groups",
                "at most \(RowGroups.groupsMax) groups in one file; the rest was not looked at")
            return false
        }
        begun[key] = reader.row.number
        var group = RecordGroup(reader.row, mapping)
        group.isBroken = apart.contains(key)
        open = (key, group)
        return true
    }

    private static func tell(_ problems: [CellProblem], _ take: (SpreadsheetFound) -> Void) {
        for problem in problems.sorted(by: { $0.isBefore($1) }) { take(.problem(problem)) }
    }
}

extension RecordReader {
    /// What the key columns say, as one digest; `nil` with a problem where one of them is blank.
    mutating func groupKey() -> Digest? {
        var bytes: [UInt8] = []
        for index in mapping.table.groupBy {
            guard let text = text(.column(index), nil) else {
                guard problems.isEmpty else { continue }
                let column = layout.singles[index]
                refuse(
                    "group.key-blank", column: column, "nothing",
                    "which group the row belongs to; “fill” the column where a blank means as above"
                )
                continue
            }
            bytes += Array(String(text.utf8.count).utf8) + [0] + Array(text.utf8)
        }
        return problems.isEmpty ? Digest(of: bytes) : nil
    }

    /// Notes where a row differs from those before it in what a group says once.
    mutating func refuse(_ differences: [RecordGroup.Difference], since first: UInt64) {
        for difference in differences {
            refuse(
                "group.differs", column: nil,
                difference.next,
                "\(Problem.quote(difference.first)) for \(difference.member), as the rows of its "
                    + "group say from row \(first) on; or a key that tells them apart")
        }
    }
}
