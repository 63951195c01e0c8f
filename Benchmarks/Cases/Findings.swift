// SPDX-License-Identifier: Apache-2.0

extension Case {
    /// Every check on every record of a log that came from a spreadsheet.
    static let findings = Case("findings", "all data-integrity checks on a whole log") { bench in
        let rows = bench.scale.pick(quick: 20_000, usual: 100_000, full: 1_000_000)
        guard let kind = FormatFile.kinds.first(where: { $0.name == "csv" }) else {
            throw Skipped("there is no spreadsheet among the kinds of files")
        }
        let file = try FormatFile.made(kind, rows: rows, in: bench)
        let plant = "\(bench.folder)/findings-plant"
        let program = try "\(Bench.programs)/witnessmark"
        for arguments in [
            ["init", "--data", plant, "--origin", BenchLog.origin],
            [
                "mapping", "approve", file.mapping ?? "", "--by", "K. Lind", "--reason",
                "measured", "--data", plant,
            ],
            ["ingest", file.paths[0], "--data", plant],
        ] {
            _ = try Program(program, arguments).runAlone(in: bench.folder)
        }
        return Prepared { _ in
            let outcome = try Program(program, "findings", "--data", plant)
                .runAlone(in: bench.folder, ending: 13)
            let records = "\(Report.number(Double(rows))) records"
            return [
                Sample("\(records)", outcome.seconds, "s"),
                Sample(
                    "\(records): processor", outcome.processor / Double(rows) * 1e6, "µs/record"),
                Sample("\(records): peak memory", outcome.memory, "MiB"),
            ]
        }
    }
}
