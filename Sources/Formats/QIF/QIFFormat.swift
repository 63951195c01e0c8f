// SPDX-License-Identifier: Apache-2.0
import Reading

/// Quality Information Framework 2.1 and 3.0 (ISO 23952) in XML.
///
/// Each `MeasurementResults` is one inspection of one part and becomes one activity with all its
/// values; a plan, rules or a model without results become one activity that says what the
/// document is.
///
/// The id of an inspection is its `ThisResultsInstanceQPId`, which the standard wants to be unique;
/// else the document's own id and the inspection's id within it. A document without an id is known
/// by its bytes.
package struct QIFFormat: Format {
    package let name = "qif"
    package let version = "1"
    package let mediaTypes = ["application/xml", "text/xml"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x3C, sample.contains("QIFDocument") else { return .no }
        return sample.contains("qifstandards.org/xsd/qif") ? .certain : .likely
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        EvenReader(QIFReader(options))
    }
}
