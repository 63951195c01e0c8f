// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import XMLReading

/// Collects the machines that a device model describes.
struct DeviceWalk: Sendable {
    private struct Device: Sendable {
        let tag: XMLStartTag
        var description: [(String, String)] = []
        var items: [String: Int] = [:]
    }

    private var devices: [Device] = []

    /// The most machines of one model.
    static let devicesMax = 10_000

    var isEmpty: Bool { devices.isEmpty }

    mutating func begin(_ tag: XMLStartTag) {
        switch tag.name.local {
        case "Device":
            if devices.count < DeviceWalk.devicesMax { devices.append(Device(tag: tag)) }
        case "Description":
            // The first is the machine's, later ones those of its components.
            guard let last = devices.indices.last, devices[last].description.isEmpty else { return }
            devices[last].description = tag.attributes.map { ($0.name.local, $0.value) }
        case "DataItem":
            guard let last = devices.indices.last else { return }
            devices[last].items[tag.value("category") ?? "without category", default: 0] += 1
        default: return
        }
    }

    mutating func end(_ tag: XMLEndTag) {}

    /// One activity a machine: that this is how it was described.
    func activities(
        _ instance: MachineRecord.AgentInstance?, size: UInt64, digest: Digest,
        _ options: ReadingOptions
    ) -> [ReadActivity] {
        devices.enumerated().map { index, device in
            let id = device.tag.value("uuid") ?? device.tag.value("id")
            let name = device.tag.value("name") ?? id ?? "device \(index + 1)"
            var activity = Activity(kind: "machine.described")
            activity.capture = .automatic
            activity.attribution = .device
            var warnings: [Problem] = []
            do throws(MalformedThing) {
                activity.participants.append(
                    Participation(.subject, try Thing(.equipment, name)))
            } catch {
                warnings.append(
                    Problem(
                        "mtconnect.name", at: Place(device.tag.place), found: "\(error)",
                        expected: "a name of 1 to \(Thing.longestName) bytes"))
            }
            if let id { activity.attributes.append(Attribute("Device uuid", id)) }
            if let created = instance?.created {
                activity.attributes.append(Attribute("Document made", created))
            }
            for (name, value) in device.description {
                activity.attributes.append(Attribute(name, value))
            }
            for (category, count) in device.items.sorted(by: { $0.key < $1.key }).prefix(20) {
                activity.attributes.append(Attribute("Data items \(category)", String(count)))
            }
            return ReadActivity(
                activity, source: options.source ?? "urn:mtconnect:device-models",
                eventID: "sha256:\(digest.hex)/device/\(index + 1)",
                place: Place(
                    device.tag.place, path: "/MTConnectDevices/Devices/Device[\(index + 1)]"),
                bytes: 0..<size, digest: options.digestsParts ? digest : nil, warnings: warnings)
        }
    }
}
