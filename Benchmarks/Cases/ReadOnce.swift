// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Intake
import Reading
import Spreadsheet
import XMLReading

/// Reads files as one format and stores nothing; prints how many activities they gave.
///
/// With `--bare` only what another reader of the syntax does too: rows of cells, events of XML.
struct ReadOnce: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    @Flag var bare = false
    @Option var mapping: String?
    @Argument var format: String
    @Argument var files: [String]

    func run() throws {
        var found = 0
        for file in files {
            found += bare ? try readBare(file) : try readActivities(file)
        }
        Terminal.say("\(found)")
    }

    private func readActivities(_ file: String) throws -> Int {
        var options = ReadingOptions(source: "urn:plant7:bench")
        options.fileName = file.split(separator: "/").last.map(String.init) ?? ""
        var reader = try BenchFormats.format(format, mapping: mapping).reader(options)
        var batch = ReadBatch()
        var found = 0
        func count() throws {
            guard batch.problems.isEmpty else {
                throw WrongResult("\(file): \(batch.problems.listed[0])")
            }
            found += batch.activities.count
            batch.removeAll()
        }
        for _ in 1...2 {
            try forEachPiece(of: file) {
                reader.read($0, into: &batch)
                try count()
            }
            repeat {
                reader.finish(into: &batch)
                try count()
            } while reader.hasMore
            guard reader.wantsAnotherPass else { break }
        }
        return found
    }

    private func readBare(_ file: String) throws -> Int {
        var found = 0
        guard let mapping else {
            let reader = XMLReader()
            try forEachPiece(of: file) { try reader.feed($0) { _ in found += 1 } }
            try reader.finish { _ in found += 1 }
            return found
        }
        switch try BenchFormats.mapping(mapping).file.kind {
        case .delimited(let dialect):
            var reader = DelimitedReader(dialect)
            try forEachPiece(of: file) { reader.read($0) { _ in found += 1 } }
            reader.finish { _ in found += 1 }
        case .workbook:
            let book = try Workbook(try WholeFile.read(file))
            for sheet in book.sheets {
                var rows = try book.rows(of: sheet)
                while try rows.next({ _ in found += 1 }) {}
            }
        }
        return found
    }

    private func forEachPiece(
        of file: String, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var input = try InputFile(file)
        var failure: (any Error)?
        while failure == nil {
            let count = try input.next { piece in
                do { if !piece.isEmpty { try take(piece) } } catch { failure = error }
                return piece.count
            }
            if count == 0 { break }
        }
        if let failure { throw failure }
    }
}
