// SPDX-License-Identifier: Apache-2.0
import Activities
import Fixtures
import QIF
import Reading
import Testing

@testable import AS9102

/// First article forms of the NIST/MTC boxes, from the measuring machine's own files.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct MachinedBoxFormTests {
    private func report(_ serial: String) throws -> FirstArticleReport {
        let path = "nist-smstestbed/fair/7_28_2017 8_16_42 AM Box_Results.qif"
        let batch = QIFFormat().read(try Fixtures.bytes(Fixtures.corpus(path)))
        let inspection = try #require(
            batch.activities.map(\.activity).first { activity in
                activity.attributes.contains(Attribute("SerialNumber", serial))
            })
        return FirstArticleReport(from: inspection)
    }

    @Test func `Box 6 has 45 characteristics, and the one it fails has no nonconformance`() throws {
        let report = try report("6")
        #expect(report.part[1] == "nist_mtc_crada_box")
        #expect(report.part[3] == "6")
        #expect(report.characteristics.count == 45)
        let failing = report.characteristics.filter { $0.verdict == .fail }
        #expect(failing.map { $0.fields[5] } == ["Perpendicularity 2"])
        #expect(failing.map { $0.fields[8] } == ["Perpendicularity 0.13"])
        #expect(failing.map { $0.fields[9] } == ["0.446"])
        let findings = FirstArticleReview.findings(on: report).filter {
            $0.form == .characteristics
        }
        #expect(findings.map(\.code) == ["fai.nonconformance.missing"])
    }

    @Test func `Box 7 fails in nothing; what only people can fill in is blank`() throws {
        let findings = FirstArticleReview.findings(on: try report("7"))
        #expect(findings.allSatisfy { $0.code == "fai.field.blank" && $0.form == .part })
        #expect(findings.compactMap(\.field) == [4, 9, 10, 13, 14, 19, 20, 21, 22, 23])
    }

    @Test func `Written as text and read back, the values and requirements are the same`() throws {
        let report = try report("6")
        let table = try #require(report.tables.last)
        let back = try #require(AS9102Format().read(table.csv).activities.first?.activity)
        #expect(back.results.map(\.value) == report.characteristics.map { $0.fields[9] })
        #expect(back.results.map(\.requirement) == report.characteristics.map { $0.fields[8] })
        let dimensions = zip(report.characteristics, back.results).filter {
            $0.0.fields[8]?.contains(" to ") == true
        }
        #expect(dimensions.count > 20)
        #expect(dimensions.allSatisfy { $0.0.measured?.upperLimit == $0.1.upperLimit })
    }
}
