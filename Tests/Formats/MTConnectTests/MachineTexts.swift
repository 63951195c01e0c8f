// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading

@testable import MTConnect

/// What a text gives, read in pieces of a size under a file's name.
func read(
    _ text: String, as format: some Format = MTConnectLogFormat(), name: String = "log.txt",
    by step: Int = .max, assuming minutes: Int? = nil
) -> ReadBatch {
    read(Array(text.utf8), as: format, name: name, by: step, assuming: minutes)
}

func read(
    _ bytes: [UInt8], as format: some Format, name: String, by step: Int = .max,
    assuming minutes: Int? = nil
) -> ReadBatch {
    var options = ReadingOptions()
    options.fileName = name
    options.assumedZone = minutes.map { .offset(minutes: $0) }
    var reader = format.reader(options)
    var batch = ReadBatch()
    var rest = bytes[...]
    while !rest.isEmpty {
        let piece = Array(rest.prefix(step))
        rest = rest.dropFirst(piece.count)
        piece.withUnsafeBytes { reader.read($0, into: &batch) }
    }
    reader.finish(into: &batch)
    return batch
}

extension ReadBatch {
    func activities(_ kind: String) -> [Activity] {
        activities.map(\.activity).filter { $0.kind == kind }
    }

    var codes: [String] {
        problems.listed.map(\.code) + activities.flatMap { $0.warnings.map(\.code) }
    }
}

extension Activity {
    func names(_ role: Participation.Role) -> [String] {
        participants.filter { $0.role == role }.map(\.thing.name)
    }

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}
