// SPDX-License-Identifier: Apache-2.0

/// Something that is measured, in rounds that take turns with those of the others.
struct Case: Sendable {
    /// As it is named on the command line.
    let name: String
    /// What is measured, in a line.
    let title: String
    /// Makes what all rounds share; throws ``Skipped`` when something needed is not there.
    let prepare: @Sendable (Bench) async throws -> Prepared

    init(
        _ name: String, _ title: String,
        prepare: @escaping @Sendable (Bench) async throws -> Prepared
    ) {
        self.name = name
        self.title = title
        self.prepare = prepare
    }

    /// Every case, in the order of a round: ours beside the baselines it is compared with.
    static let all: [Case] = [
        .ledger, .sqlite, .postgresql, .pymerkle, .intake, .formats, .spreadsheets, .findings,
        .proofs,
        .trace, .package, .startUp, .records,
    ]
}

/// A case that is ready to be measured.
struct Prepared: Sendable {
    /// Measures once, right after the disk was.
    let round: @Sendable (DiskRate) async throws -> [Sample]
    /// Lets go of what was made; nothing by default.
    let finish: @Sendable () async -> Void

    init(
        finish: @escaping @Sendable () async -> Void = {},
        round: @escaping @Sendable (DiskRate) async throws -> [Sample]
    ) {
        self.round = round
        self.finish = finish
    }
}

/// One measured value.
struct Sample: Sendable {
    let name: String
    let value: Double
    let unit: String

    init(_ name: String, _ value: Double, _ unit: String) {
        self.name = name
        self.value = value
        self.unit = unit
    }
}

/// Why a case was left out: something that it needs is not on this machine.
struct Skipped: Error, CustomStringConvertible {
    let description: String

    init(_ reason: String) { description = reason }
}

/// A measurement that went wrong: what came out is not what must come out.
struct WrongResult: Error, CustomStringConvertible {
    let description: String

    init(_ what: String) { description = what }
}
