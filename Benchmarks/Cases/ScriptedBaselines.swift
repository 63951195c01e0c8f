// SPDX-License-Identifier: Apache-2.0

extension Case {
    /// The same table and trigger in PostgreSQL, driven by its own pgbench.
    static let postgresql = Case(
        "postgresql", "baseline: a PostgreSQL table with an audit trigger"
    ) { bench in
        let script = "\(bench.baselines)/postgresql"
        let folder = try bench.folder("postgresql")
        let seconds = bench.scale.pick(quick: "2", usual: "4", full: "10")
        _ = try Program(script, "start", folder).samples(in: bench.folder)
        return Prepared {
            // What does not stop is named in the folder; there is nobody left to tell.
            _ = try? Program(script, "stop", folder).run(outputIn: bench.folder)
        } round: { disk in
            let samples = try Program(script, "round", folder, seconds).samples(in: bench.folder)
            return samples.flatMap { sample in
                sample.name == "1 row a transaction, 1 client"
                    ? [
                        sample,
                        Sample(
                            "1 client, of the disk's sync rate", sample.value / disk.perSecond, "×"),
                    ] : [sample]
            }
        }
    }

    /// A Merkle tree on SQLite from the Python package index.
    static let pymerkle = Case("pymerkle", "baseline: pymerkle 7, SqliteTree") { bench in
        let script = "\(bench.baselines)/pymerkle"
        let alone = bench.scale.pick(quick: "200", usual: "1000", full: "2000")
        let bulk = bench.scale.pick(quick: "50000", usual: "100000", full: "200000")
        _ = try Program(script, "prepare").samples(in: bench.folder)
        return Prepared { _ in
            let folder = try bench.folder("pymerkle")
            defer { WholeFile.remove(folder) }
            return try Program(script, "round", folder, alone, bulk).samples(in: bench.folder)
        }
    }
}
