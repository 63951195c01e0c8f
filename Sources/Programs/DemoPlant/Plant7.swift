// SPDX-License-Identifier: Apache-2.0
import Canon

/// Names at Plant 7, a small aerospace shop that exists only here.
package enum Plant7 {
    package static let origin = "plant7.example/log-1"
    package static let part = "LG-PIN-4340"
    package static let recipe = "HT-4340-Q"
    /// The account that changed the recipe outside change control.
    package static let suspectAccount = "mes-maint2"

    package static let mes = "urn:plant7:mes-2"
    package static let historian = "urn:plant7:furnace-historian"
    package static let inspection = "urn:plant7:inspection"
    package static let register = "urn:plant7:quality-register"
    package static let warehouse = "urn:plant7:warehouse"
    package static let supplier = "urn:nordstal:dispatch"

    package static func serial(_ index: Int) -> String { "P7-\(1001 + index)" }
    package static func order(_ index: Int) -> String {
        "WO-\(7001 + index / PlantSchedule.orderSize)"
    }
    package static func lot(_ index: Int) -> String {
        let number = 1 + index / (PlantSchedule.orderSize * 2)
        return "H4340-" + (number < 10 ? "0" : "") + String(number)
    }
    package static func lathe(_ index: Int) -> String { "LATHE-\(1 + index % 2)" }

    /// The serial as the warehouse names it: an SGTIN of the plant's GS1 prefix.
    package static func sgtin(_ index: Int) -> String {
        "urn:epc:id:sgtin:9512345.077777.\(1001 + index)"
    }
    /// The carton as the warehouse names it: an SSCC.
    package static func sscc(_ carton: Int) -> String {
        let digits = String(1_000_000_000 + carton).dropFirst()
        return "urn:epc:id:sscc:9512345.0\(digits)"
    }
    /// The bar lot as its maker names it: an LGTIN.
    package static func lgtin(_ lot: String) -> String {
        "urn:epc:class:lgtin:9512399.040000.\(lot)"
    }

    package static let location = "urn:epc:id:sgln:9512345.00007.0"
    package static let dock = "urn:epc:id:sgln:9512345.00007.dock"

    /// Customers by name and by the party number that the warehouse writes.
    package static let customers = [
        (name: "ORION Aerostructures", party: "urn:epc:id:pgln:9512346.00001"),
        (name: "BOREAL Landing Systems", party: "urn:epc:id:pgln:9512347.00001"),
        (name: "CASCADE MRO", party: "urn:epc:id:pgln:9512348.00001"),
    ]
    package static let supplierParty = "urn:epc:id:pgln:9512399.00001"

    package static let inspectors = ["A. Ortiz", "M. Sato", "J. Novak"]
    package static let releaser = "K. Lind"

    /// A version 8 UUID (RFC 9562 §5.8) made from a name, so that two runs write the same file.
    static func uuid(_ name: String) -> String {
        let hex = Array(Digest(of: Array("plant7 \(name)".utf8)).hex)
        func part(_ range: Range<Int>) -> String { String(hex[range]) }
        return "\(part(0..<8))-\(part(8..<12))-8\(part(13..<16))-a\(part(17..<20))-\(part(20..<32))"
    }
}
