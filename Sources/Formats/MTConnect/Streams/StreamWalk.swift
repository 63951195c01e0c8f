// SPDX-License-Identifier: Apache-2.0
import Reading
import XMLReading

/// Collects what the streams of a document say, device by device.
struct StreamWalk: Sendable {
    /// What one device reported, in the order of the document.
    fileprivate struct Device: Sendable {
        let name: String?
        let id: String?
        var kept: [Observation] = []
        var numbers = SequenceNumbers()
        var items: [String: Int] = [:]
        var itemOrder: [String] = []
        var observations = 0
        var first: (time: String, place: Place)?
        var last: String?
        var isOverflowing = false
    }

    private var devices: [Device] = []
    private var open: (tag: XMLStartTag, kind: ItemKind, depth: Int)?
    private var depth = 0
    private var text = ""

    /// The most reports that are kept one by one.
    static let keptMax = 1_000_000
    /// The longest value taken of one report, in bytes; messages are a line or two.
    static let valueBytesMax = 4_096

    mutating func begin(_ tag: XMLStartTag, _ names: [String]) {
        depth += 1
        if tag.name.local == "DeviceStream" {
            devices.append(Device(name: tag.value("name"), id: tag.value("uuid")))
            return
        }
        guard open == nil, let parent = names.dropLast().last, !devices.isEmpty else { return }
        switch parent {
        case "Samples", "Events":
            open = (tag, ItemKind(element: tag.name.local), depth)
        case "Condition": open = (tag, .condition, depth)
        default: return
        }
        text = ""
    }

    mutating func add(_ piece: String) {
        guard let open, text.utf8.count < StreamWalk.valueBytesMax else { return }
        switch open.kind {
        case .sample: break
        case .execution, .programme, .editing, .partCount, .mode, .emergencyStop, .availability,
            .condition:
            text += piece
        }
    }

    mutating func end(_ tag: XMLEndTag) {
        defer { depth -= 1 }
        guard let (tag, kind, depth) = open, depth == self.depth else { return }
        open = nil
        take(tag, kind)
    }

    private mutating func take(_ tag: XMLStartTag, _ kind: ItemKind) {
        let last = devices.count - 1
        let name = tag.value("name") ?? tag.value("dataItemId") ?? tag.name.local
        let time = tag.value("timestamp") ?? ""
        let place = Place(tag.place)
        devices[last].observations += 1
        if devices[last].items.count < ItemTable.itemsMax || devices[last].items[name] != nil {
            if devices[last].items.updateValue((devices[last].items[name] ?? 0) + 1, forKey: name)
                == nil
            {
                devices[last].itemOrder.append(name)
            }
        }
        let sequence = tag.value("sequence").flatMap { Int64($0) }
        if let sequence { devices[last].numbers.add(sequence) }
        devices[last].extend(to: time, place)
        switch kind {
        case .sample: return
        case .execution, .programme, .editing, .partCount, .mode, .emergencyStop, .availability,
            .condition:
            break
        }
        guard devices[last].kept.count < StreamWalk.keptMax else {
            devices[last].isOverflowing = true
            return
        }
        let value = trimmed(text)
        let isLevel = kind == .condition && tag.name.local != "Alarm"
        devices[last].kept.append(
            Observation(
                kind: kind, item: name, time: time,
                value: isLevel ? tag.name.local.uppercased() : value, sequence: sequence,
                code: tag.value("nativeCode"),
                text: kind == .condition && !value.isEmpty ? value : nil,
                place: place))
    }

    private func trimmed(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        return String(text[first...last])
    }

    // MARK: What they say

    /// One record a device, its reports in the order of their numbers.
    func records(
        _ instance: MachineRecord.AgentInstance?, header: XMLStartTag?
    ) -> [MachineRecord] {
        devices.map { device in
            var record = MachineRecord()
            record.machine = device.name ?? device.id
            record.machineID = device.id
            record.instance = instance
            record.observations = device.observations
            record.first = device.first
            record.last = device.last
            record.items = device.itemOrder.map { ($0, device.items[$0] ?? 0) }
            for observation in device.kept.enumerated().sorted(by: StreamWalk.isEarlier) {
                record.take(observation.element)
            }
            record.runs.finish()
            device.numbers.tell(&record, header)
            if device.isOverflowing {
                record.notes.append(
                    Problem(
                        "mtconnect.streams.many", at: device.first?.place ?? Place(),
                        found: "more than \(StreamWalk.keptMax) events",
                        expected: "fewer in one document; the later ones are in the original only"))
            }
            return record
        }
    }

    /// By number where both have one, else as they stand.
    private static func isEarlier(
        _ left: (offset: Int, element: Observation), _ right: (offset: Int, element: Observation)
    ) -> Bool {
        guard let a = left.element.sequence, let b = right.element.sequence, a != b else {
            return left.offset < right.offset
        }
        return a < b
    }
}

extension StreamWalk.Device {
    /// Times of one form compare as texts; the agent writes them all alike.
    fileprivate mutating func extend(to time: String, _ place: Place) {
        guard !time.isEmpty, time != "UNAVAILABLE" else { return }
        if let first, first.time <= time {
        } else {
            first = (time, place)
        }
        if let last, last >= time { return }
        last = time
    }
}
