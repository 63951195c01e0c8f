// SPDX-License-Identifier: Apache-2.0
import Reading

/// What an MTConnect adapter writes: one line a report, `time|item|value[|item|value…]`.
///
/// The lines are not activities: a machine reports its feed rate ten times a second. What becomes
/// an activity is each run of a programme, each change of mode, stop, alarm and programme opened
/// in the editor, and the record as a whole; every line stays in the original.
package struct MTConnectLogFormat: Format {
    package let name = "mtconnect-shdr"
    package let version = "1"
    package let mediaTypes = ["text/plain"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        var lines = 0
        var reports = 0
        for line in sample.text.split(separator: 0x0A).prefix(LogLine.sampleLines) {
            lines += 1
            if LogLine.looksLikeReport(line) { reports += 1 }
        }
        guard reports > 0 else { return .no }
        return reports * 2 > lines ? .likely : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        LogReader(options)
    }
}

/// What an MTConnect agent answers, in XML: `MTConnectStreams` and `MTConnectDevices`.
package struct MTConnectXMLFormat: Format {
    package let name = "mtconnect-xml"
    package let version = "1"
    package let mediaTypes = ["application/xml", "text/xml"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x3C else { return .no }
        let isOurs = sample.contains("<MTConnectStreams") || sample.contains("<MTConnectDevices")
        if isOurs || sample.contains("urn:mtconnect.org:MTConnect") { return .certain }
        return sample.contains("MTConnectStreams") || sample.contains("MTConnectDevices")
            ? .likely : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        EvenReader(AgentReader(options))
    }
}
