// SPDX-License-Identifier: Apache-2.0

extension Case {
    /// What somebody with a long spreadsheet waits for, and the memory that its length takes.
    ///
    /// One row in a thousand has a quantity that is no number.
    static let spreadsheets = Case(
        "spreadsheets", "a spreadsheet's errors and its intake, by its length"
    ) { bench in
        let counts = bench.scale.pick(
            quick: [10_000, 100_000], usual: [10_000, 100_000, 1_000_000],
            full: [10_000, 100_000, 1_000_000])
        let kinds = FormatFile.kinds.filter { $0.format == "spreadsheet" }
        let files = try kinds.flatMap { kind in
            try counts.map { try FormatFile.made(kind, rows: $0, badEvery: 1_000, in: bench) }
        }
        return Prepared { _ in
            try files.flatMap { try SpreadsheetWork(file: $0, bench: bench).samples() }
        }
    }
}

/// The program's commands on one file with bad rows.
private struct SpreadsheetWork {
    let file: FormatFile
    let bench: Bench

    func samples() throws -> [Sample] {
        let path = file.paths[0]
        guard let mapping = file.mapping, let rows = file.rows else { return [] }
        let plant = try bench.folder("spreadsheet-plant")
        defer { WholeFile.remove(plant) }
        _ = try witnessmark("init", "--data", plant, "--origin", BenchLog.origin)
        _ = try witnessmark(
            "mapping", "approve", mapping, "--by", "K. Lind", "--reason", "measured",
            "--data", plant)
        let title = "\(file.name), \(Report.number(Double(rows))) rows"
        var samples: [Sample] = []
        for (what, arguments, status) in [
            ("all errors by mapping check", ["mapping", "check", mapping, path], Int32(1)),
            ("all errors by ingest --check", ["ingest", "--check", path, "--data", plant], 1),
            ("taken in but for them", ["ingest", "--accept-good", path, "--data", plant], 3),
        ] {
            let outcome = try witnessmark(arguments, ending: status)
            samples += [
                Sample("\(title): \(what)", outcome.seconds, "s"),
                Sample("\(title): \(what), peak memory", outcome.memory, "MiB"),
            ]
        }
        return samples
    }

    private func witnessmark(_ arguments: String...) throws -> Program.Outcome {
        try witnessmark(arguments, ending: 0)
    }

    private func witnessmark(_ arguments: [String], ending status: Int32) throws -> Program.Outcome
    {
        try Program("\(Bench.programs)/witnessmark", arguments)
            .runAlone(in: bench.folder, ending: status)
    }
}
