// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import XMLReading

/// Reads XML parts out of an archive.
struct PartReader {
    let archive: ZipArchive

    /// A part at its beginning; `nil` when there is none of that name.
    ///
    /// Names of parts are compared without regard to case (ECMA-376 part 2 §6.3.5).
    func open(_ name: String) -> PartStream? {
        let entry = archive.entries.first {
            $0.path.description.lowercased().utf8.elementsEqual(name.lowercased().utf8)
        }
        return entry.map { PartStream(name, archive.content(of: $0)) }
    }

    /// Reads a part from one end to the other; a part that is not there has no events.
    func read(_ name: String, _ take: (XMLEvent) -> Void) throws(WorkbookFault) {
        guard var stream = open(name) else { return }
        while try stream.feed(take) {}
    }
}

/// One XML part of an archive, unpacked and parsed piece by piece.
struct PartStream {
    private let name: String
    private var content: ZipContent
    private let reader: XMLReader

    init(_ name: String, _ content: ZipContent) {
        self.name = name
        self.content = content
        reader = XMLReader(limits: .workbook)
    }

    /// Reads on by a piece; answers whether there may be more.
    mutating func feed(_ take: (XMLEvent) -> Void) throws(WorkbookFault) -> Bool {
        let piece: [UInt8]?
        do { piece = try content.next() } catch { throw WorkbookFault(archive: error) }
        do throws(XMLProblem) {
            guard let piece else {
                try reader.finish(take)
                return false
            }
            try piece.withUnsafeBytes { bytes in
                Result { () throws(XMLProblem) in try reader.feed(bytes, take) }
            }.get()
            return true
        } catch { throw WorkbookFault(error, in: name) }
    }
}

extension XMLLimits {
    /// Sheets are flat; a cell has at most 32,767 characters.
    fileprivate static let workbook: XMLLimits = {
        var limits = XMLLimits()
        limits.textBytes = 1_048_576
        limits.attributeBytes = 65_536
        return limits
    }()
}

extension XMLStartTag {
    /// The value of an attribute that is in no namespace.
    subscript(_ name: StaticString) -> String? {
        attributes.first { attribute in
            attribute.name.namespace.isEmpty
                && name.withUTF8Buffer { attribute.name.local.utf8.elementsEqual($0) }
        }?.value
    }

    /// Whether an attribute says true, in either of XML Schema's two ways.
    func truth(_ name: StaticString) -> Bool { self[name] == "1" || self[name] == "true" }
}
