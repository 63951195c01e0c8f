// SPDX-License-Identifier: Apache-2.0
import Reading

/// B2MML and BatchML (ISA-95, ISA-88.04) in XML, V02 to V0700.
///
/// Elements are told by their local names, because the namespace is that of the version and plants
/// have files of all of them; the namespace that was found is kept. The files are not validated:
/// the schema published today is V0700, and what plants export is mostly older.
///
/// Every record in a document becomes an activity of its own: a lot, a segment response, an event
/// of a batch record, a signature. What it is called in the ledger is the way of the ids that lead
/// to it, such as `BatchProductionRecord/BPR-0418/Event/E-012`. Statements that may be made again
/// with other words — a lot's status, a schedule — also carry the id or the time of the message
/// that made them.
package struct B2MMLFormat: Format {
    package let name = "b2mml"
    package let version = "1"
    package let mediaTypes = ["application/xml", "text/xml"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x3C, !sample.contains("urn:epcglobal:epcis") else { return .no }
        let saysSo =
            sample.contains("mesa.org/xml/B2MML") || sample.contains("wbf.org/xml/B2MML")
            || sample.contains("wbf.org/xml/BatchML") || sample.contains("wbf.org/xml/b2mml")
            || sample.contains("mesa.org/xml/BatchML")
        if saysSo { return .certain }
        let looksLikeIt =
            sample.contains("<BatchProductionRecord") || sample.contains("<OperationsPerformance")
            || sample.contains("<ProductionPerformance") || sample.contains("<MaterialLot")
            || sample.contains("<ProductionSchedule") || sample.contains("<OperationsSchedule")
            || sample.contains("<WorkPerformance") || sample.contains("<MasterRecipe")
        return looksLikeIt ? .likely : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        EvenReader(B2MMLReader(options))
    }
}
