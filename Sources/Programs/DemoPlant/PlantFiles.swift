// SPDX-License-Identifier: Apache-2.0
import Canon

/// The five files that Plant 7's systems export, in the order they are taken in.
package enum PlantFile: String, CaseIterable, Sendable {
    /// EPCIS 2.0 XML from the steel maker.
    case supplier = "supplier-dispatch.xml"
    /// CloudEvents, one a line, from the execution system.
    case mes = "mes-2.ndjson"
    /// CloudEvents in one JSON batch from the furnace historian.
    case historian = "furnace-historian.json"
    /// Activity documents, one a line, from the inspection stations.
    case inspection = "inspection.ndjson"
    /// EPCIS 2.0 JSON-LD from the warehouse.
    case warehouse = "warehouse.jsonld"
}

/// Writes what Plant 7's systems recorded, in pieces, so that a plant of any size fits in memory.
package struct PlantFiles: Sendable {
    package let schedule: PlantSchedule

    package init(_ schedule: PlantSchedule) { self.schedule = schedule }

    /// Hands the file's bytes to the sink, some kilobytes at a time, in order.
    package func write<E: Error>(
        _ file: PlantFile, to sink: ([UInt8]) throws(E) -> Void
    ) throws(E) {
        switch file {
        case .supplier: try SupplierDispatch(schedule).write(to: sink)
        case .mes: try ExecutionLog(schedule).write(to: sink)
        case .historian: try FurnaceHistory(schedule).write(to: sink)
        case .inspection: try InspectionLog(schedule).write(to: sink)
        case .warehouse: try WarehouseEvents(schedule).write(to: sink)
        }
    }
}

/// Collects small pieces and passes them on when there are enough.
struct Spool<E: Error> {
    private var bytes: [UInt8] = []
    private static var enough: Int { 64 * 1024 }

    mutating func add(_ text: String, _ sink: ([UInt8]) throws(E) -> Void) throws(E) {
        bytes.append(contentsOf: text.utf8)
        if bytes.count >= Self.enough { try flush(sink) }
    }

    mutating func flush(_ sink: ([UInt8]) throws(E) -> Void) throws(E) {
        if !bytes.isEmpty { try sink(bytes) }
        bytes.removeAll(keepingCapacity: true)
    }
}

extension JSON {
    /// One line of canonical JSON.
    var line: String { String(decoding: canonical, as: UTF8.self) }

    /// An activity document in the envelope of CloudEvents 1.0.
    static func cloudEvent(
        _ source: String, _ id: String, at time: Instant, _ document: [(String, JSON)]
    ) -> JSON {
        [
            "specversion": "1.0", "id": .string(id), "source": .string(source),
            "type": "org.witnessmark.activity", "time": .string(time.rfc3339Seconds),
            "datacontenttype": "application/vnd.witnessmark.activity+json",
            "data": .object(document.map { Member($0.0, $0.1) }),
        ]
    }
}
