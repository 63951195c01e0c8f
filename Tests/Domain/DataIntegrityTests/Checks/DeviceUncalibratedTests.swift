// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct DeviceUncalibratedTests {
    private let gauge: Thing

    init() throws { gauge = try Thing(.equipment, "HRC-1") }

    /// A gauge calibrated from March until June, then used.
    private func said(
        at moment: String?, until: String? = "2026-06-01T00:00:00Z", hasValidity: Bool = true,
        _ results: [MeasuredResult] = [result("38.2", "HRC")], calibration: MeasuredResult? = nil,
        _ change: (inout Activity) throws -> Void = { _ in }
    ) throws -> Judgements {
        var log = Log()
        try log.record("calibration.certified") {
            $0.occurred = try time("2026-03-01T00:00:00Z")
            $0.participants = [Participation(.about, gauge)]
            if hasValidity {
                $0.valid = Validity(
                    from: try time("2026-03-01T00:00:00Z"), until: try until.map { try time($0) })
            }
            $0.results = calibration.map { [$0] } ?? []
        }
        try log.record("hardness.tested") {
            $0.occurred = try moment.map { try time($0) }
            $0.participants = [Participation(.instrument, gauge)]
            $0.results = results
            try change(&$0)
        }
        return try log.judged(by: .deviceUncalibrated, Standards(), Spotlight(since: 1))
    }

    @Test(arguments: ["2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z"])
    func `A result within the interval passes, its ends too`(moment: String) throws {
        #expect(try said(at: moment).counts == [DeviceUncalibrated.calibrated: 1])
    }

    @Test(arguments: ["2026-02-28T23:59:59Z", "2026-06-01T00:00:01Z"])
    func `One before or after it fails`(moment: String) throws {
        let said = try said(at: moment)
        #expect(said.codes == ["out-of-calibration"])
        #expect(said.findings.first?.entries == [1, 0])
    }

    @Test func `An open end holds for good, and an unsaid one leaves it open`() throws {
        #expect(try said(at: "2036-01-01T00:00:00Z", until: nil).count(.pass) == 1)
        #expect(try said(at: "2026-04-01T00:00:00Z", hasValidity: false).codes == ["no-interval"])
    }

    @Test func `A calibration that failed fails the results after it`() throws {
        let off = result("38.9", "HRC", lower: "39.5", upper: "40.5")
        #expect(
            try said(at: "2026-04-01T00:00:00Z", calibration: off).codes == ["calibration-failed"])
    }

    @Test func `A result without a device fails once a record`() throws {
        let said = try said(
            at: "2026-04-01T00:00:00Z", [result("1"), result("2"), result("no marks")]
        ) { $0.participants = [] }
        #expect(said.codes == ["no-device"])
        #expect(said.findings.first?.values.count == 2)
    }

    @Test func `A result may name its own device`() throws {
        let said = try said(at: "2026-04-01T00:00:00Z") {
            $0.participants = []
            $0.results[0].instrument = "HRC-1"
        }
        #expect(said.counts == [DeviceUncalibrated.calibrated: 1])
    }

    @Test func `A machine that records by itself is its own device`() throws {
        let furnace = Participation(.equipment, try Thing(.equipment, "FURN-2"))
        let automatic = try verdict(of: .deviceUncalibrated) {
            $0.participants = [furnace]
            $0.capture = .automatic
            $0.results = [result("843", "CEL")]
        }
        #expect(automatic.codes == ["no-certificate"])
        let byHand = try verdict(of: .deviceUncalibrated) {
            $0.participants = [furnace]
            $0.results = [result("843", "CEL")]
        }
        #expect(byHand.codes == ["no-device"])
    }

    @Test func `Without a time, or a certificate, nobody can tell`() throws {
        #expect(try said(at: nil).codes == ["no-moment"])
        let unknown = try said(at: "2026-04-01T00:00:00Z") {
            $0.participants = [Participation(.instrument, try Thing(.equipment, "HRC-9"))]
        }
        #expect(unknown.codes == ["no-certificate"])
    }

    @Test(
        arguments: [
            ("2026-03-03T00:00:00Z", []), ("2026-03-01T12:00:00Z", ["no-moment"]),
            ("2026-02-27T00:00:00Z", ["out-of-calibration"]), ("2026-05-30T00:00:00Z", []),
            ("2026-06-01T12:00:00Z", ["no-moment"]),
            ("2026-06-03T00:00:00Z", ["out-of-calibration"]),
            ("2026-04-01T08:00:00", []), ("2026-03-02T08:00:00", ["no-moment"]),
        ] as [(String, [String])])
    func `Dates without a zone are compared as far as they go`(
        moment: String, codes: [String]
    ) throws {
        var log = Log()
        log.record("digitalCalibrationCertificate") {
            $0.valid = Validity(
                from: SourceTime(text: "2026-03-01", instant: nil, zone: .absent),
                until: SourceTime(text: "2026-06-01", instant: nil, zone: .absent))
            $0.participants = [Participation(.about, gauge)]
        }
        try log.record {
            $0.occurred = try time(moment)
            $0.participants = [Participation(.instrument, gauge)]
            $0.results = [result("38", "HRC")]
        }
        let said = try log.judged(by: .deviceUncalibrated, Standards(), Spotlight(since: 1))
        #expect(said.codes == codes)
    }

    @Test func `What a certificate quotes its issuer answers for`() throws {
        let said = try verdict(of: .deviceUncalibrated) {
            $0.participants = [Participation(.about, try Thing(.certificate, "C-88"))]
            $0.results = [result("0.40", "%")]
        }
        #expect(said.codes == ["certified-elsewhere"])
    }

    @Test(arguments: ["NaN", "", "no marks"])
    func `What was not measured needs no device`(value: String) throws {
        #expect(
            try said(at: "2026-04-01T00:00:00Z", [result(value)]).counts
                == [DeviceUncalibrated.noNumber: 1])
    }

    @Test func `A certificate that was withdrawn certifies nothing`() throws {
        var log = Log()
        try log.record("calibration.certified", as: "c1") {
            $0.valid = Validity(from: try time("2026-03-01T00:00:00Z"))
            $0.participants = [Participation(.about, gauge)]
        }
        log.record(as: "c1-x") {
            $0.correction = Correction(event: "c1", kind: .declaredInError)
        }
        try log.record {
            $0.occurred = try time("2026-04-01T00:00:00Z")
            $0.participants = [Participation(.instrument, gauge)]
            $0.results = [result("38", "HRC")]
        }
        let said = try log.judged(by: .deviceUncalibrated, Standards(), Spotlight(since: 2))
        #expect(said.codes == ["no-certificate"])
    }

    @Test func `A name that no thing can have does not trap`() throws {
        let said = try verdict(of: .deviceUncalibrated) {
            $0.results = [result("1")]
            $0.results[0].instrument = "a\u{7}b"
        }
        #expect(said.codes == ["no-certificate"])
    }
}
