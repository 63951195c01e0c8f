// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Reading
import Spreadsheet

/// Spreadsheets: text, workbooks, and the mappings that read them.
enum SpreadsheetTargets {
    /// A mapping that uses what a mapping can use, for a kind of file.
    private static func mapping(_ file: String, table: String = "") -> SpreadsheetMapping {
        let text = """
            {"format": "witnessmark spreadsheet mapping 1", "name": "fuzz", "revision": "1",
             "file": \(file),
             "table": {\(table) "comments": ["#"], "repeatedHeaders": true, "headings": true,
              "facts": {"nominal": "N"}, "cells": {"order": "B1"},
              "skip": [{"of": "{a}", "like": ["total*"]}]},
             "values": {"decimal": ",", "grouping": ".", "dates": ["dd.MM.yyyy HH:mm", "d. MMM yy"],
              "months": {"Mai": 5}, "blank": ["-", "#N/A"],
              "zone": {"standard": "+01:00", "summer": "+02:00", "law": "EU"}},
             "columns": [{"header": "a"}, {"header": "b", "optional": true},
              {"matching": "c*", "name": "c", "optional": true}],
             "others": "keep as attributes", "source": "urn:fuzz",
             "activities": [{"id": "{@order}/{a}/{@row}", "kind": "k", "occurred": "{b}",
              "participants": [{"role": "subject", "kind": "lot", "name": "{@heading} {a}",
               "quantity": "{a}"}],
              "results": [{"each": "c", "name": "{@title}", "value": "{@value}",
               "nominal": "{@nominal}", "lowerTolerance": "-0.1"}]}]}
            """
        do { return try SpreadsheetMapping(parsing: Array(text.utf8)) } catch {
            preconditionFailure("the fuzzer's own mapping: \(error.problems.listed)")
        }
    }

    /// A mapping that puts rows together.
    private static let groupMapping = """
        {"format": "witnessmark spreadsheet mapping 1", "name": "groups", "revision": "1",
         "file": {"kind": "csv", "delimiter": ";", "encoding": "utf-8"},
         "table": {"group": {"by": ["a"]}}, "values": {"decimal": ","},
         "columns": [{"header": "a"}, {"header": "b", "optional": true},
          {"header": "c", "optional": true}, {"header": "d", "optional": true}],
         "others": "keep as attributes", "source": "urn:fuzz",
         "activities": [{"id": "{a}", "kind": "k", "summary": "{b}",
          "occurred": {"date": "{d}", "row": "first"}, "ended": {"date": "{d}", "row": "last"},
          "sequence": {"stream": "{b}", "first": "{c}", "last": "{c}"}, "valid": {"from": "{d}"},
          "participants": [
           {"role": "subject", "kind": "lot", "name": "{a}", "quantity": "{c}", "per": "group"},
           {"role": "input", "kind": "lot", "name": "{b}", "quantity": "{c}", "per": "row"},
           {"role": "performer", "kind": "person", "name": "{b}"}]}]}
        """
    static let groups: SpreadsheetFormat = {
        do throws(MalformedMapping) {
            return SpreadsheetFormat(try SpreadsheetMapping(parsing: Array(groupMapping.utf8)))
        } catch { preconditionFailure("the fuzzer's own mapping: \(error.problems.listed)") }
    }()

    static let text = SpreadsheetFormat(
        mapping(#"{"kind": "csv", "delimiter": ";", "encoding": "utf-8"}"#))
    static let wideText = SpreadsheetFormat(
        mapping(#"{"kind": "csv", "delimiter": ",", "encoding": "utf-16"}"#))
    static let workbook = SpreadsheetFormat(mapping(#"{"kind": "xlsx", "sheets": ["*"]}"#))
    static let turned = SpreadsheetFormat(
        mapping(#"{"kind": "xlsx", "sheets": ["*"]}"#, table: #""orientation": "columns","#))

    /// Text in one-byte and in two-byte units.
    @Sendable static func readText(_ bytes: UnsafeRawBufferPointer) throws {
        try FormatTargets.read(text, bytes)
        try FormatTargets.read(groups, bytes)
        try FormatTargets.read(wideText, bytes)
    }

    /// Bytes as a whole workbook, and as the only sheet of one: few inputs are a zip archive.
    @Sendable static func readWorkbook(_ bytes: UnsafeRawBufferPointer) throws {
        _ = workbook.read(Array(bytes))
        guard let wrapped = wrapped(bytes) else { return }
        _ = workbook.read(wrapped)
        _ = turned.read(wrapped)
    }

    /// A mapping that is accepted reads any table without harm.
    @Sendable static func readMapping(_ bytes: UnsafeRawBufferPointer) throws {
        // What is refused is no finding.
        guard let mapping = try? SpreadsheetMapping(parsing: Array(bytes)) else { return }
        _ = SpreadsheetFormat(mapping).read(Array("a;b,c1;c2\n1;2,5;x\nN;1,2;3\n".utf8))
    }

    private static func wrapped(_ sheet: UnsafeRawBufferPointer) -> [UInt8]? {
        let base = "http://schemas.openxmlformats.org/"
        let office = base + "officeDocument/2006/relationships"
        let package = base + "package/2006/relationships"
        let parts: [(String, [UInt8])] = [
            (
                "_rels/.rels",
                Array(
                    """
                    <R xmlns="\(package)"><Relationship Id="a" Type="\(office)/officeDocument" \
                    Target="w.xml"/></R>
                    """.utf8)
            ),
            (
                "w.xml",
                Array(
                    """
                    <workbook xmlns:r="\(office)"><sheet name="S" r:id="s"/></workbook>
                    """.utf8)
            ),
            (
                "_rels/w.xml.rels",
                Array(
                    """
                    <R xmlns="\(package)"><Relationship Id="s" Type="\(office)/worksheet" \
                    Target="s.xml"/></R>
                    """.utf8)
            ),
            ("s.xml", Array(sheet)),
        ]
        var bytes: [UInt8] = []
        var zip = ZipWriter { bytes += $0 }
        do {
            for (name, content) in parts { try zip.add(try FilePath(Array(name.utf8)), content) }
            try zip.finish()
        } catch { return nil }
        return bytes
    }
}
