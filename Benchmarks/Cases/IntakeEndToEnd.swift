// SPDX-License-Identifier: Apache-2.0
import DemoPlant

extension Case {
    /// Files of each format through the whole path, at two sizes, to show that memory stays flat.
    ///
    /// Each file is taken in by a process of its own, so that its peak memory is its own.
    static let intake = Case("intake", "files of each format, read, logged and traced") { bench in
        let large = bench.scale.pick(quick: 20_000, usual: 100_000, full: 1_000_000)
        var files: [InputSample] = []
        for format in InputSample.Format.allCases {
            for events in [large / 4, large] {
                files.append(try InputSample(format, events: events, in: bench.folder))
            }
        }
        return Prepared { [files] _ in
            var samples: [Sample] = []
            for file in files {
                let measured = try IntakeOnce.Measured.taking([file.path], bench)
                let name = "\(file.format.rawValue), \(Report.number(measured.events)) events"
                if file.isLarge {
                    let logged = measured.intake.seconds
                    let traced = logged + measured.tracing.seconds
                    samples += [
                        Sample("\(name): in the log", measured.events / logged, "events/s"),
                        Sample("\(name): and traced", measured.events / traced, "events/s"),
                        Sample("\(name): in the log, bytes", measured.mebibytes / logged, "MiB/s"),
                        Sample(
                            "\(name): in the log, processor",
                            measured.intake.processor / measured.events * 1e6, "µs/event"),
                        Sample(
                            "\(name): traced, processor",
                            measured.tracing.processor / measured.events * 1e6, "µs/event"),
                    ]
                }
                samples += [
                    Sample("\(name): peak memory", measured.peak, "MiB"),
                    Sample("\(name): peak with mapped files", measured.peakWithFiles, "MiB"),
                ]
            }
            return samples
        }
    }
}

/// A file from Plant 7's systems with about so many events.
struct InputSample: Sendable {
    enum Format: String, CaseIterable, Sendable {
        case cloudEvents = "CloudEvents NDJSON"
        case epcisJSON = "EPCIS JSON-LD"
        case epcisXML = "EPCIS XML"
        case documents = "activity documents"

        var file: PlantFile {
            switch self {
            case .cloudEvents: .mes
            case .epcisJSON: .warehouse
            case .epcisXML: .supplier
            case .documents: .inspection
            }
        }

        /// How many serials a plant makes for so many events in the file.
        func serials(forEvents events: Int) -> Int {
            switch self {
            case .cloudEvents: events / 5
            case .epcisJSON: events / 2 * PlantSchedule.cartonSize
            case .epcisXML: events * PlantSchedule.orderSize * 2
            case .documents: events / 3
            }
        }
    }

    let format: Format
    let path: String
    let isLarge: Bool

    init(_ format: Format, events: Int, in folder: String) throws {
        self.format = format
        let name = format.file.rawValue
        let small = "\(folder)/small-\(name)"
        isLarge = WholeFile.size(small) > 0
        path = isLarge ? "\(folder)/large-\(name)" : small
        let out = try FileSink(path)
        try PlantFiles(.size(format.serials(forEvents: events)))
            .write(format.file) { bytes throws(WrongResult) in try out.write(bytes) }
        try out.close()
    }
}
