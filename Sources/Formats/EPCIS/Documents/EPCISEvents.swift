// SPDX-License-Identifier: Apache-2.0
import Reading

/// Reads an EPCIS document of either syntax; which one it is shows in its first bytes.
package struct EPCISEvents: EventReader {
    private enum Syntax {
        case unknown
        case json(EPCISJSONReader)
        case xml(EPCISXMLReader)
    }

    /// How much white space may stand before the first sign of what it is.
    private static let sampleBytes = 65_536

    private let options: ReadingOptions
    private var syntax = Syntax.unknown
    /// White space, from which nothing can be told.
    private var held: [UInt8] = []
    /// The first byte that is none.
    private var sign: UInt8? { held.prefix(EPCISEvents.sampleBytes).first { $0 > 0x20 } }

    package init(_ options: ReadingOptions = ReadingOptions()) { self.options = options }

    package var wantsAnotherPass: Bool {
        switch syntax {
        case .unknown: false
        case .json(let reader): reader.wantsAnotherPass
        case .xml(let reader): reader.wantsAnotherPass
        }
    }

    package mutating func read(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        if case .unknown = syntax {
            held.append(contentsOf: chunk)
            guard held.first == 0 || held.count >= EPCISEvents.sampleBytes || sign != nil else {
                return
            }
            decide()
            let held = self.held
            self.held = []
            held.withUnsafeBytes { pass($0, take) }
        } else {
            pass(chunk, take)
        }
    }

    package mutating func finish(_ take: (Found) -> Void) {
        if case .unknown = syntax {
            decide()
            let held = self.held
            self.held = []
            held.withUnsafeBytes { pass($0, take) }
        }
        switch syntax {
        case .unknown: break
        case .json(var reader):
            reader.finish(take)
            syntax = .json(reader)
        case .xml(var reader):
            reader.finish(take)
            syntax = .xml(reader)
        }
    }

    /// JSON begins with a brace, a bracket or a value; only XML begins with `<`, and only XML may
    /// begin with a byte order mark.
    private mutating func decide() {
        let first = sign
        let isXML = first == 0x3C || first.map { $0 >= 0x80 } == true || held.first == 0
        syntax = isXML ? .xml(EPCISXMLReader(options)) : .json(EPCISJSONReader(options))
    }

    private mutating func pass(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        // The reader is taken out while it reads, or its arrays would be copied at every piece.
        let current = syntax
        syntax = .unknown
        switch current {
        case .unknown: break
        case .json(var reader):
            reader.read(chunk, take)
            syntax = .json(reader)
        case .xml(var reader):
            reader.read(chunk, take)
            syntax = .xml(reader)
        }
    }
}
