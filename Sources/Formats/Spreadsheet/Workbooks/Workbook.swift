// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import XMLReading

/// A workbook of Office Open XML (ECMA-376), opened as far as its sheets can be read one by one.
///
/// The compressed file is in memory, its sheets are unpacked as they are read. Nothing outside the
/// file is ever opened: links to other workbooks, pictures, macros and connections are not looked at.
package struct Workbook {
    /// The longest file that is read: 64 MiB, compressed.
    package static let bytesMax = 64 * 1_048_576
    /// The most bytes that all its parts together may unpack to.
    static let unpackedBytesMax: UInt64 = 4 << 30
    /// The most bytes of text that its cells may share.
    static let sharedTextBytesMax = 256 * 1_048_576
    static let partsMax: UInt64 = 20_000
    static let sheetsMax = 10_000

    /// One sheet of a workbook.
    package struct Sheet: Hashable, Sendable {
        package let name: String
        /// Whether programs do not show it.
        package let isHidden: Bool
        let part: String
    }

    package let sheets: [Sheet]
    /// Whether its dates count from 1904, as on old Macintoshes.
    package let is1904: Bool
    let styles: CellStyles
    let texts: SharedTexts
    private let archive: ZipArchive

    /// Opens a file.
    package init(_ bytes: [UInt8]) throws(WorkbookFault) {
        guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw WorkbookFault(
                "xlsx.old-or-encrypted", found: "an .xls workbook, or one under a password",
                expected: "an .xlsx workbook without a password")
        }
        do {
            archive = try ZipArchive(
                BytesInMemory(bytes),
                limits: ZipArchive.Limits(
                    entryCountMax: Workbook.partsMax, totalBytesMax: Workbook.unpackedBytesMax))
        } catch { throw WorkbookFault(archive: error) }
        let roots = try Workbook.links(of: "", in: archive)
        guard let main = roots.first(where: { $0.kind == "officeDocument" })?.target else {
            throw WorkbookFault(
                "xlsx.no-workbook", found: "a zip file without a workbook",
                expected: "an .xlsx file")
        }
        guard !main.hasSuffix(".bin") else {
            throw WorkbookFault(
                "xlsx.binary", in: main, found: "an .xlsb workbook", expected: "an .xlsx workbook")
        }
        let links = try Workbook.links(of: main, in: archive)
        let (listed, is1904) = try Workbook.listing(main, in: archive)
        self.is1904 = is1904
        sheets = listed.compactMap { listed in
            guard let link = links.first(where: { $0.id == listed.id }), link.kind == "worksheet"
            else { return nil }
            return Sheet(name: listed.name, isHidden: listed.isHidden, part: link.target)
        }
        let parts = PartReader(archive: archive)
        var styles = CellStyles()
        if let part = links.first(where: { $0.kind == "styles" })?.target {
            try Workbook.read(part, parts, into: &styles)
        }
        self.styles = styles
        var texts = SharedTexts()
        if let part = links.first(where: { $0.kind == "sharedStrings" })?.target {
            try texts.read(part, parts)
        }
        self.texts = texts
    }

    /// A reader at the beginning of a sheet.
    package func rows(of sheet: Sheet) throws(WorkbookFault) -> SheetReader {
        try SheetReader(sheet, of: self, PartReader(archive: archive))
    }

    // MARK: Parts

    private struct Link {
        let id: String
        /// The last word of its type.
        let kind: String
        let target: String
    }

    /// The links of a part (ECMA-376 part 2 §9), those to the outside left out.
    private static func links(
        of part: String, in archive: ZipArchive
    ) throws(WorkbookFault) -> [Link] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let file = part.split(separator: "/").last.map(String.init) ?? ""
        let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
        var links: [Link] = []
        try PartReader(archive: archive).read(name) { event in
            guard case .start(let tag) = event, tag.name.local == "Relationship",
                tag["TargetMode"] != "External", let id = tag["Id"], let type = tag["Type"],
                let target = tag["Target"], links.count < Workbook.sheetsMax
            else { return }
            let kind = type.split(separator: "/").last.map(String.init) ?? ""
            links.append(Link(id: id, kind: kind, target: resolve(target, from: folder)))
        }
        return links
    }

    /// `../media/a.png` from a folder, without leaving the archive.
    private static func resolve(_ target: String, from folder: String) -> String {
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = steps.popLast()
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }

    private struct Listed {
        let id: String
        let name: String
        let isHidden: Bool
    }

    private static func listing(
        _ part: String, in archive: ZipArchive
    ) throws(WorkbookFault) -> ([Listed], is1904: Bool) {
        var sheets: [Listed] = []
        var is1904 = false
        try PartReader(archive: archive).read(part) { event in
            guard case .start(let tag) = event else { return }
            switch tag.name.local {
            case "workbookPr": is1904 = tag.truth("date1904")
            case "sheet":
                let id = tag.attributes.first {
                    $0.name.local == "id" && !$0.name.namespace.isEmpty
                }
                guard let id, let name = tag["name"], sheets.count < sheetsMax else { return }
                sheets.append(
                    Listed(
                        id: id.value, name: name,
                        isHidden: tag["state"].map { $0 != "visible" } ?? false
                    ))
            default: return
            }
        }
        return (sheets, is1904)
    }

    private static func read(
        _ part: String, _ parts: PartReader, into styles: inout CellStyles
    ) throws(WorkbookFault) {
        var read = CellStyles()
        var isInCells = false
        try parts.read(part) { event in
            switch event {
            case .start(let tag):
                switch tag.name.local {
                case "numFmt":
                    guard let id = tag["numFmtId"].flatMap({ Int($0) }),
                        let code = tag["formatCode"]
                    else { return }
                    read.addFormat(id, code: code)
                case "cellXfs": isInCells = true
                case "xf" where isInCells:
                    read.addStyle(format: tag["numFmtId"].flatMap { Int($0) } ?? 0)
                default: return
                }
            case .end(let tag): if tag.name.local == "cellXfs" { isInCells = false }
            case .text: return
            }
        }
        styles = read
    }
}
