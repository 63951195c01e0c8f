// SPDX-License-Identifier: Apache-2.0
import Canon

/// What the warehouse recorded, as an EPCIS 2.0 document: cartons packed and shipped.
struct WarehouseEvents {
    let schedule: PlantSchedule

    init(_ schedule: PlantSchedule) { self.schedule = schedule }

    func write<E: Error>(to sink: ([UInt8]) throws(E) -> Void) throws(E) {
        var spool = Spool<E>()
        let created = min(schedule.now, schedule.shipped(carton: max(0, schedule.cartons - 1)))
        try spool.add(
            """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"\(created.rfc3339Seconds)",
            "epcisBody":{"eventList":[

            """, sink)
        var isFirst = true
        for carton in 0..<schedule.cartons where schedule.shipped(carton: carton) <= schedule.now {
            for event in events(of: carton) {
                try spool.add((isFirst ? "" : ",\n") + event.line, sink)
                isFirst = false
            }
        }
        try spool.add("\n]}}\n", sink)
        try spool.flush(sink)
    }

    private func events(of carton: Int) -> [JSON] {
        let first = carton * PlantSchedule.cartonSize
        let pins = (first..<first + PlantSchedule.cartonSize)
            .filter { !schedule.isScrapped($0) }.map { JSON.string(Plant7.sgtin($0)) }
        let customer = Plant7.customers[carton % Plant7.customers.count]
        let shipped = schedule.shipped(carton: carton)
        let packed = shipped.adding(minutes: -45)
        let box = JSON.string(Plant7.sscc(carton))
        return [
            event(
                "AggregationEvent", carton, "ADD", "packing", at: packed,
                [
                    "parentID": box, "childEPCs": .array(pins),
                    "readPoint": ["id": .string(Plant7.location)],
                ]),
            event(
                "ObjectEvent", carton, "OBSERVE", "shipping", at: shipped,
                [
                    "epcList": .array([box] + pins), "disposition": "in_transit",
                    "readPoint": ["id": .string(Plant7.dock)],
                    "bizTransactionList": [
                        [
                            "type": "desadv",
                            "bizTransaction": .string(
                                "urn:epcglobal:cbv:bt:9512345000073:D\(carton + 1)"),
                        ]
                    ],
                    "sourceList": [
                        ["type": "owning_party", "source": "urn:epc:id:pgln:9512345.00007"]
                    ],
                    "destinationList": [
                        ["type": "owning_party", "destination": .string(customer.party)]
                    ],
                ]),
        ]
    }

    private func event(
        _ type: String, _ carton: Int, _ action: String, _ step: String, at time: Instant,
        _ more: JSON
    ) -> JSON {
        let members: [JSON.Member] = [
            .init("type", .string(type)),
            .init("eventID", .string("urn:uuid:\(Plant7.uuid("\(type) \(carton)"))")),
            .init("eventTime", .string(time.atPlant)), .init("eventTimeZoneOffset", "+01:00"),
            .init("recordTime", .string(time.adding(minutes: 1).rfc3339Seconds)),
            .init("action", .string(action)), .init("bizStep", .string(step)),
        ]
        return .object(members + (more.members ?? []))
    }
}
