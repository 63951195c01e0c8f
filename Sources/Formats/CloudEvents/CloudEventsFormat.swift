// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Files of CloudEvents 1.0 in their JSON form: one a line, a batch (an array), or just one.
///
/// Payloads that nobody claims still become activities: what the envelope says is kept, and the
/// original bytes are there for whoever learns to read them later.
package struct CloudEventsFormat: Format {
    package let name = "cloudevents-json"
    package let version = "1"
    package let mediaTypes = [
        "application/cloudevents+json", "application/cloudevents-batch+json",
    ]
    private let payloads: [any PayloadMapping]

    /// Reads payloads with the first of the mappings that claims them.
    package init(payloads: [any PayloadMapping]) { self.payloads = payloads }

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x7B || sample.firstByte == 0x5B else { return .no }
        if sample.contains("\"specversion\"") { return .certain }
        return sample.isNamed(".jsonl", ".ndjson") ? .possible : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        JSONSequenceReader(CloudEventMapping(payloads: payloads, options: options), options)
    }
}
