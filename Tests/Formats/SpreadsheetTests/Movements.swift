// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reading

@testable import Spreadsheet

/// Goods movements as Plant 7's ERP writes them: semicolons, decimal commas, German headers.
enum Movements {
    static let text = """
        {
          "format": "witnessmark spreadsheet mapping 1",
          "name": "erp-movements",
          "revision": "3",
          "file": {"kind": "csv", "delimiter": ";", "encoding": "windows-1252"},
          "table": {
            "comments": ["#"], "repeatedHeaders": true,
            "skip": [{"of": "{Beleg}", "is": ["Summe"]}]
          },
          "values": {
            "decimal": ",", "grouping": ".", "dates": ["dd.MM.yyyy", "HH:mm"], "zone": "+01:00",
            "blank": ["-", "#N/A"]
          },
          "columns": [
            {"header": "Beleg", "required": true}, {"header": "Art"}, {"header": "Charge"},
            {"header": "Material"}, {"header": "Menge"}, {"header": "ME"},
            {"header": "Datum"}, {"header": "Zeit"},
            {"header": "Text", "ignored": "not needed"}, {"header": "Wer", "optional": true}
          ],
          "source": "urn:plant7:erp",
          "activities": [
            {
              "id": "{Beleg}",
              "kind": {"of": "{Art}", "words": {"101": "goods.received", "261": "goods.issued"}},
              "occurred": {"date": "{Datum}", "time": "{Zeit}"},
              "participants": [
                {
                  "role": "subject", "kind": "lot", "name": "{Charge}",
                  "quantity": "{Menge}", "unit": "{ME}"
                },
                {"role": "about", "kind": "material", "name": "{Material}"},
                {"role": "performer", "kind": "person", "name": "{Wer}"}
              ]
            }
          ]
        }
        """

    static let header = "Beleg;Art;Charge;Material;Menge;ME;Datum;Zeit;Text\r\n"

    static func mapping(_ changes: (String, String)...) throws -> SpreadsheetMapping {
        var text = text
        for (from, to) in changes { text = text.replacing(from, with: to) }
        return try SpreadsheetMapping(parsing: Array(text.utf8))
    }

    /// Reads rows under the header.
    static func read(_ rows: String, _ mapping: SpreadsheetMapping? = nil) throws -> ReadBatch {
        let format = SpreadsheetFormat(try mapping ?? Movements.mapping())
        let bytes = (header + rows).unicodeScalars.map { UInt8($0.value) }
        return format.read(bytes)
    }
}
