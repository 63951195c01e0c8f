// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Ledger

/// Which time-stamping service a new plant asks, as it is given on the command line.
struct TimestampOptions: ParsableArguments {
    @Option(help: ArgumentHelp("An RFC 3161 time-stamping service.", valueName: "url"))
    var timestampService: String?

    @Option(
        help: ArgumentHelp(
            "The service's root certificates (PEM); a copy is kept in the plant.", valueName: "file"
        ))
    var timestampRoots: String?

    mutating func validate() throws {
        guard (timestampService == nil) == (timestampRoots == nil) else {
            throw ValidationError("--timestamp-service and --timestamp-roots go together.")
        }
    }

    /// The service that was named, with the certificates that its tokens are checked with.
    func service() throws -> NewTimestamping? {
        guard let url = timestampService, let path = timestampRoots else { return nil }
        guard let pem = try DurableFile.read(path, atMost: NewTimestamping.rootsByteCountMax) else {
            throw CommandFailure(
                "WM-TSA-001", "\(path) is missing: the service's root certificates.",
                remedy: "Get them from whoever runs the service, as a PEM file.", status: .notFound)
        }
        return NewTimestamping(url: url, rootsPEM: pem)
    }
}

/// A time-stamping service that a plant is founded with.
struct NewTimestamping {
    /// More certificates than this are no list of roots.
    static let rootsByteCountMax = 1 << 20

    let url: String
    let rootsPEM: [UInt8]
}
