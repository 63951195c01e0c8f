// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Fixtures
import Foundation
import MaterialCertificates
import Reading
import Testing

/// Every certificate of the public fixtures says what a reader without Witnessmark finds in it.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct RealCertificatesTests {
    static let folder = Fixtures.corpus("material-certificates/fixtures")

    static let expected: [String: [String]] = {
        let url = Fixtures.root.appending(path: "Examples/real-data/certificates-by-hand.json")
        guard let bytes = try? Fixtures.bytes(url), let json = try? JSON(parsing: bytes) else {
            return [:]
        }
        return Dictionary(
            uniqueKeysWithValues: (json.members ?? []).map {
                ($0.name, ($0.value.elements ?? []).compactMap(\.text))
            })
    }()

    static let files = Fixtures.files(under: folder).map(\.path)
        .filter { $0.hasSuffix(".json") }.map { String($0.dropFirst(folder.path.count + 1)) }

    @Test func `The script and the tests speak of the same files`() {
        #expect(
            RealCertificatesTests.files.sorted() == RealCertificatesTests.expected.keys.sorted())
        #expect(RealCertificatesTests.files.count == 10)
    }

    @Test(arguments: files) func `What is read is what the file says`(name: String) throws {
        let bytes = try Fixtures.bytes(RealCertificatesTests.folder.appending(path: name))
        let format = MaterialCertificateFormat()
        #expect(format.recognise(FileSample(prefix: bytes, name: name)) == .certain)
        let batch = format.read(bytes)
        #expect(batch.problems.listed == [])
        let said = batch.activities.flatMap { facts($0) }.sorted()
        let expected = RealCertificatesTests.expected[name] ?? []
        #expect(said.filter { !expected.contains($0) } == [])
        #expect(expected.filter { !said.contains($0) } == [])
        #expect(said.count == expected.count)
        #expect(Set(batch.activities.map(\.eventID)).count == batch.activities.count)
    }

    @Test func `Values outside the certificate's own limits are said to be`() throws {
        let name = "CoA/v1.1.0/valid_certificate_9.json"
        let bytes = try Fixtures.bytes(RealCertificatesTests.folder.appending(path: name))
        let read = try #require(MaterialCertificateFormat().read(bytes).activities.first)
        #expect(read.warnings.map(\.code).contains("certificate.results.fail"))
        #expect(
            read.activity.results.filter { $0.computed == .fail }.map(\.name)
                == ["Test Case 1", "Test Case 2"])
    }

    @Test func `One number on three certificates with other content is one id`() throws {
        let ids = try RealCertificatesTests.files.filter { $0.hasPrefix("EN10168") }.map { name in
            let bytes = try Fixtures.bytes(RealCertificatesTests.folder.appending(path: name))
            return try #require(MaterialCertificateFormat().read(bytes).activities.first)
        }
        #expect(Set(ids.map(\.eventID)) == ["EN10168/1866645/001"])
        #expect(Set(ids.map(\.source)) == ["Steel Mill SE"])
        #expect(Set(ids.map(\.digest)).count == 3)
    }

    /// In the words of `certificates-by-hand.py`.
    private func facts(_ read: ReadActivity) -> [String] {
        let activity = read.activity
        func names(_ role: Participation.Role, _ kind: ThingKind) -> [Participation] {
            activity.participants.filter { $0.role == role && $0.thing.kind == kind }
        }
        if activity.kind == "HeatTreatment" {
            let lot = names(.subject, .lot)[0].thing.name
            let furnace = names(.equipment, .equipment)[0].thing.name
            let person = names(.performer, .person).first?.thing.name ?? "-"
            return [
                "treated \(lot) \(activity.step ?? "?") in \(furnace) \(activity.occurred?.text ?? "?") to "
                    + "\(activity.ended?.text ?? "-") by \(person)"
            ]
        }
        var lines = names(.about, .certificate).map { "number \($0.thing.name)" }
        lines.append("issuer \(read.source)")
        lines += names(.subject, .lot).map { "lot \($0.thing.name)" }
        lines += names(.signatory, .person).map { "signed \($0.thing.name) \($0.at?.text ?? "?")" }
        if let until = activity.valid?.until { lines.append("valid until \(until.text)") }
        lines += activity.results.map { result in
            "result \(result.name) = \(result.value) \(result.unit ?? "-") in "
                + "\(result.lowerLimit ?? "-")..\(result.upperLimit ?? "-") claimed "
                + "\(result.claimed?.rawValue ?? "-") is \(result.computed?.rawValue ?? "-")"
        }
        return lines
    }
}
