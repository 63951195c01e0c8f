// SPDX-License-Identifier: Apache-2.0
import Canon

/// The hardness of one load in stock, measured again: a laboratory's spreadsheet.
///
/// Two pins of a later load were too hard, so the laboratory went through the pins that lie ready
/// for shipping. The bench tester was taken, so it used the hand-held one, whose calibration had
/// run out five days before. All sixteen are found in order, and none of it counts for anything.
///
/// Written as German spreadsheet programs write: semicolons, decimal commas, Windows-1252, a total
/// under the table. Nobody can read that without being told how; ``mapping`` tells.
package struct HardnessRecheck: Sendable {
    private let schedule = PlantSchedule.story

    package init() {}

    /// The second of the three loads that were tempered too cold; it is in stock.
    private static let load = 7
    private static let tester = "HRC-2"
    private static let system = "urn:plant7:laboratory"
    private static let minutesEach = 2

    /// 5 November, 14:45 at the plant, when the last pin of the load is in stock.
    private static let began = PlantSchedule.firstLoad.adding(minutes: 51 * 60 - 5)

    var bytes: [UInt8] {
        let pins = schedule.serials(inLoad: Self.load)
        let rows = pins.enumerated().map { row($0.element, number: $0.offset + 1) }
        let lines =
            [
                "Nr;Serien-Nr.;Merkmal;Messwert;UTG;OTG;Einheit;Ergebnis;Prüfmittel;Prüfer;"
                    + "Datum;Uhrzeit;Erfasst"
            ] + rows + ["Summe;\(pins.count);;;;;;\(pins.count) i.O.;;;;;"]
        // Every letter in it is one of ISO 8859-1, which Windows-1252 holds as it is.
        return lines.joined(separator: "\r\n").unicodeScalars.map {
            UInt8(truncatingIfNeeded: $0.value)
        } + [0x0D, 0x0A]
    }

    private func row(_ serial: Int, number: Int) -> String {
        let time = Self.began.adding(minutes: number * Self.minutesEach)
        let tenths = 393 + serial * 5 % 7
        return [
            "\(number)", Plant7.serial(serial), "hardness", "\(tenths / 10),\(tenths % 10)",
            "36,0", "40,0", "HRC", "i.O.", Self.tester, Plant7.inspectors[1],
            time.germanDate, time.clock, time.adding(minutes: 1).clock,
        ].joined(separator: ";")
    }

    /// Who approves the mapping, and why it is right.
    package static let approver = Plant7.releaser
    package static let reason = "Laboratory's sheet LB-07, held against three rows on paper"

    /// What each column is and how its cells are written.
    package static let mapping = """
        {
          "format": "witnessmark spreadsheet mapping 1",
          "name": "haerte-nachpruefung",
          "revision": "1",
          "title": "Hardness measured again: the laboratory's sheet LB-07, one row a pin",
          "file": {
            "kind": "csv", "delimiter": ";", "encoding": "windows-1252",
            "names": ["haerte-nachpruefung*.csv"]
          },
          "table": {"header": 1, "skip": [{"of": "{Nr}", "is": ["Summe"]}]},
          "values": {
            "decimal": ",", "dates": ["dd.MM.yyyy", "HH:mm"],
            "zone": {"standard": "+01:00", "summer": "+02:00", "law": "EU"}
          },
          "columns": [
            {"header": "Nr", "required": true},
            {"header": "Serien-Nr.", "name": "Serial", "required": true},
            {"header": "Merkmal", "required": true},
            {"header": "Messwert", "required": true},
            {"header": "UTG", "name": "Lower"},
            {"header": "OTG", "name": "Upper"},
            {"header": "Einheit", "name": "Unit"},
            {"header": "Ergebnis", "name": "Claimed"},
            {"header": "Prüfmittel", "name": "Device"},
            {"header": "Prüfer", "name": "Inspector", "required": true},
            {"header": "Datum", "name": "Date", "required": true},
            {"header": "Uhrzeit", "name": "Time", "required": true},
            {"header": "Erfasst", "name": "Entered"}
          ],
          "source": "\(system)",
          "activities": [
            {
              "id": "LB-07/{Serial}/{Date}/{Time}",
              "kind": "hardness.rechecked",
              "capture": "manual",
              "occurred": {"date": "{Date}", "time": "{Time}"},
              "recorded": {"date": "{Date}", "time": "{Entered}"},
              "participants": [
                {"role": "subject", "kind": "serial", "name": "{Serial}"},
                {"role": "performer", "kind": "person", "name": "{Inspector}"},
                {"role": "instrument", "kind": "equipment", "name": "{Device}"}
              ],
              "results": [
                {
                  "name": "{Merkmal}", "value": "{Messwert}", "unit": "{Unit}",
                  "lower": "{Lower}", "upper": "{Upper}", "instrument": "{Device}",
                  "claimed": {"of": "{Claimed}", "words": {"i.O.": "pass", "n.i.O.": "fail"}}
                }
              ]
            }
          ]
        }

        """
}

extension Instant {
    /// The date at Plant 7 as German programs write it: 05.11.2026.
    fileprivate var germanDate: String {
        atPlant.prefix(10).split(separator: "-").reversed().joined(separator: ".")
    }

    /// The time of day at Plant 7: 14:47.
    fileprivate var clock: String { String(atPlant.dropFirst(11).prefix(5)) }
}
