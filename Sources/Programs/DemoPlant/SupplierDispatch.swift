// SPDX-License-Identifier: Apache-2.0
import Canon

/// What the steel maker sent ahead, as an EPCIS 2.0 XML document: one bar lot an event.
struct SupplierDispatch {
    let schedule: PlantSchedule

    init(_ schedule: PlantSchedule) { self.schedule = schedule }

    func write<E: Error>(to sink: ([UInt8]) throws(E) -> Void) throws(E) {
        var spool = Spool<E>()
        let created = PlantSchedule.firstLoad.adding(minutes: -5 * 24 * 60)
        try spool.add(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" \
            creationDate="\(created.rfc3339Seconds)">
              <EPCISBody>
                <EventList>

            """, sink)
        let step = PlantSchedule.orderSize * 2
        for serial in stride(from: 0, to: schedule.serials, by: step) {
            try spool.add(event(lot: Plant7.lot(serial), number: serial / step), sink)
        }
        try spool.add("    </EventList>\n  </EPCISBody>\n</epcis:EPCISDocument>\n", sink)
        try spool.flush(sink)
    }

    private func event(lot: String, number: Int) -> String {
        let time = schedule.cut(number * PlantSchedule.orderSize * 2).adding(minutes: -4 * 24 * 60)
        return """
                  <ObjectEvent>
                    <eventTime>\(time.rfc3339Seconds)</eventTime>
                    <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
                    <eventID>urn:nordstal:dispatch:\(number + 1)</eventID>
                    <epcList/>
                    <action>OBSERVE</action>
                    <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
                    <disposition>urn:epcglobal:cbv:disp:in_transit</disposition>
                    <readPoint><id>urn:epc:id:sgln:9512399.00001.0</id></readPoint>
                    <bizTransactionList>
                      <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:plant7:po:4500\(100 + number)</bizTransaction>
                      <bizTransaction type="urn:epcglobal:cbv:btt:cert">urn:nordstal:cert-3.1:\(lot)</bizTransaction>
                    </bizTransactionList>
                    <quantityList>
                      <quantityElement>
                        <epcClass>\(Plant7.lgtin(lot))</epcClass>
                        <quantity>90.0</quantity>
                        <uom>KGM</uom>
                      </quantityElement>
                    </quantityList>
                    <sourceList>
                      <source type="urn:epcglobal:cbv:sdt:owning_party">\(Plant7.supplierParty)</source>
                    </sourceList>
                    <destinationList>
                      <destination type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:9512345.00007</destination>
                    </destinationList>
                  </ObjectEvent>

            """
    }
}
