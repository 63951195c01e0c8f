// SPDX-License-Identifier: Apache-2.0

extension Case {
    /// Each format by itself and through the whole intake, beside what else reads such files.
    ///
    /// Every reading is a process of its own from its start to its end, ours and the others', so
    /// that times and peak memory can be compared.
    static let formats = Case("formats", "files of each format, beside what a user would read with")
    {
        bench in
        // Without openpyxl there is nothing to compare workbooks with; the rest can be measured.
        var missing: Set<String> = []
        do {
            _ = try Program("\(bench.baselines)/readers", "prepare").samples(in: bench.folder)
        } catch let skipped as Skipped {
            Terminal.note("openpyxl: skipped, \(skipped)")
            missing.insert(Peer.openpyxl.name)
        }
        let rows = bench.scale.pick(quick: 20_000, usual: 100_000, full: 1_000_000)
        let files = try FormatFile.kinds.map {
            try FormatFile.made($0, rows: Int(Double(rows) * $0.share), in: bench)
        }
        return Prepared { [missing] _ in
            try (files + FormatFile.real).flatMap { file in
                try FormatReading(file: file, bench: bench).samples(without: missing)
            }
        }
    }
}

/// The readings of one file.
private struct FormatReading {
    let file: FormatFile
    let bench: Bench

    func samples(without missing: Set<String>) throws -> [Sample] {
        let activities = try reading(bare: false)
        var samples = samples("to activities", activities)
        var syntax = activities
        if file.kind.isBareMeasured {
            syntax = try reading(bare: true)
            samples += self.samples("syntax alone", syntax)
        }
        for peer in file.kind.peers where !missing.contains(peer.name) {
            let outcome = try peer.reading(file.paths, bench)
            samples += self.samples(peer.name, outcome)
            samples.append(
                Sample(
                    title("to activities, processor, of \(peer.name)"),
                    activities.processor / outcome.processor, "×"))
            if file.kind.isBareMeasured {
                samples.append(
                    Sample(
                        title("syntax alone, processor, of \(peer.name)"),
                        syntax.processor / outcome.processor, "×"))
            }
        }
        guard file.rows != nil else { return samples }
        return try samples + intakeSamples()
    }

    /// One reading by a process of our own.
    private func reading(bare: Bool) throws -> Program.Outcome {
        var arguments = ["read-once"]
        if bare { arguments.append("--bare") }
        if let mapping = file.mapping { arguments += ["--mapping", mapping] }
        let outcome = try Program(
            "\(Bench.programs)/benchmarks", arguments + [file.kind.format] + file.paths
        ).runAlone(in: bench.folder)
        guard let found = Int(outcome.output), found > 0 else {
            throw WrongResult("\(file.name) was not read: \(outcome.output)")
        }
        return outcome
    }

    private func samples(_ how: String, _ outcome: Program.Outcome) -> [Sample] {
        var samples = [
            Sample(title("\(how): bytes"), file.mebibytes / outcome.seconds, "MiB/s"),
            Sample(title("\(how): peak memory"), outcome.memory, "MiB"),
        ]
        if let rows = file.rows.map(Double.init) {
            samples.insert(Sample(title(how), rows / outcome.seconds, "rows/s"), at: 0)
            samples.append(
                Sample(title("\(how): processor"), outcome.processor / rows * 1e6, "µs/row"))
        }
        return samples
    }

    private func intakeSamples() throws -> [Sample] {
        let measured = try IntakeOnce.Measured.taking(
            file.paths, format: file.kind.format, mapping: file.mapping, bench)
        let rows = Double(file.rows ?? 0)
        let traced = measured.intake.seconds + measured.tracing.seconds
        return [
            Sample(title("in the log"), rows / measured.intake.seconds, "rows/s"),
            Sample(
                title("in the log: bytes"), measured.mebibytes / measured.intake.seconds, "MiB/s"),
            Sample(title("and traced"), rows / traced, "rows/s"),
            Sample(
                title("in the log: processor"), measured.intake.processor / rows * 1e6, "µs/row"),
            Sample(title("in the log: activities"), measured.events, ""),
            Sample(title("in the log: peak memory"), measured.peak, "MiB"),
        ]
    }

    private func title(_ what: String) -> String {
        let size = "\(Report.number(file.mebibytes)) MiB"
        guard let rows = file.rows else { return "\(file.name), \(size): \(what)" }
        return "\(file.name), \(Report.number(Double(rows))) rows, \(size): \(what)"
    }
}
