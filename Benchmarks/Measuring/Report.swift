// SPDX-License-Identifier: Apache-2.0
import Canon

/// All figures, with the disk's rate beside each.
struct Report {
    let machine: Machine
    let scale: Scale
    var loadAtEnd = ""
    var skipped: [(name: String, reason: String)] = []
    private(set) var figures: [Figure] = []

    /// One value in all rounds.
    struct Figure {
        let caseName: String
        let name: String
        let unit: String
        var values: [Double] = []
        var disk: [Double] = []
    }

    init(machine: Machine, scale: Scale) {
        self.machine = machine
        self.scale = scale
    }

    mutating func add(_ sample: Sample, to owner: Case, _ disk: DiskRate) {
        let place = figures.firstIndex { $0.caseName == owner.name && $0.name == sample.name }
        if place == nil {
            figures.append(Figure(caseName: owner.name, name: sample.name, unit: sample.unit))
        }
        let index = place ?? figures.count - 1
        figures[index].values.append(sample.value)
        figures[index].disk.append(disk.perSecond)
    }

    /// The table as Markdown, which is also readable as it is.
    var text: String {
        var lines = [
            "",
            "\(machine.processor), \(machine.cores) cores, \(machine.memoryMiB) MiB, "
                + "Linux \(machine.system), \(machine.began.rfc3339Seconds), scale \(scale.rawValue), "
                + "load \(machine.loadAtStart) before, \(loadAtEnd) after", "",
            "| case | figure | unit | min | median | max | disk syncs/s, median (min–max) |",
            "|---|---|---|---:|---:|---:|---:|",
        ]
        for figure in figures {
            let values = Spread(figure.values)
            let disk = Spread(figure.disk)
            lines.append(
                "| \(figure.caseName) | \(figure.name) | \(figure.unit) | \(Self.number(values.min)) "
                    + "| \(Self.number(values.median)) | \(Self.number(values.max)) "
                    + "| \(Self.number(disk.median)) (\(Self.number(disk.min))–\(Self.number(disk.max))) |"
            )
        }
        for one in skipped { lines.append("\nSkipped: \(one.name): \(one.reason)") }
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        [
            "schema": "witnessmark.benchmark/1", "began": .string(machine.began.rfc3339Seconds),
            "processor": .string(machine.processor), "cores": .integer(Int64(machine.cores)),
            "memoryMiB": .integer(Int64(machine.memoryMiB)), "kernel": .string(machine.system),
            "scale": .string(scale.rawValue), "loadBefore": .string(machine.loadAtStart),
            "loadAfter": .string(loadAtEnd),
            "figures": .array(
                figures.map { figure in
                    [
                        "case": .string(figure.caseName), "figure": .string(figure.name),
                        "unit": .string(figure.unit),
                        "values": .array(figure.values.map { .string(Self.number($0)) }),
                        "diskSyncsPerSecond": .array(
                            figure.disk.map { .string(Self.number($0)) }),
                    ]
                }),
            "skipped": .array(
                skipped.map { ["case": .string($0.name), "reason": .string($0.reason)] }),
        ]
    }

    /// A number with three digits that mean something, and commas from a thousand on.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "–" }
        let places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
        var scaled = value
        for _ in 0..<places { scaled *= 10 }
        let whole = Int(scaled.rounded())
        var unit = 1
        for _ in 0..<places { unit *= 10 }
        var digits = String(whole / unit)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        guard places > 0 else { return digits }
        let rest = String(whole % unit)
        return digits + "." + String(repeating: "0", count: places - rest.count) + rest
    }
}

/// The least, the middle and the most of some values.
struct Spread {
    let min: Double
    let median: Double
    let max: Double

    init(_ values: [Double]) {
        let sorted = values.sorted()
        min = sorted.first ?? .nan
        max = sorted.last ?? .nan
        let half = sorted.count / 2
        guard !sorted.isEmpty else {
            median = .nan
            return
        }
        median = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}
