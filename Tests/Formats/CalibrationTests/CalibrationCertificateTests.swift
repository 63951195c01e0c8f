// SPDX-License-Identifier: Apache-2.0
import Activities
import Calibration
import Canon
import Fixtures
import Foundation
import Reading
import Testing

/// What a certificate says of the device, and what may be said of its signature.
struct CalibrationCertificateTests {
    static let bytes: [UInt8] = {
        let url = Fixtures.root.appending(path: "Examples/calibration/dcc-tt-201.xml")
        // A missing example fails every test below by its emptiness.
        return (try? Fixtures.bytes(url)) ?? []
    }()

    static let text = String(decoding: bytes, as: UTF8.self)

    private func read(
        _ text: String = CalibrationCertificateTests.text,
        _ signatures: any XMLSignatureCheck = NoSignatureCheck()
    ) -> ReadBatch {
        CalibrationCertificateFormat(signatures: signatures).read(Array(text.utf8))
    }

    private func activity(_ text: String = text) throws -> Activity {
        try #require(read(text).activities.first?.activity)
    }

    private func names(_ activity: Activity, _ role: Participation.Role, _ kind: ThingKind)
        -> [String]
    {
        activity.participants.filter { $0.role == role && $0.thing.kind == kind }
            .map(\.thing.name)
    }

    // MARK: The certificate

    @Test func `The device is meant by every name it is given`() throws {
        let activity = try activity()
        #expect(names(activity, .about, .equipment) == ["NS100-55012", "TT-201"])
        #expect(names(activity, .about, .certificate) == ["NCL-2025-11873"])
        #expect(names(activity, .instrument, .equipment) == ["SPRT-07"])
    }

    @Test func `Laboratory, customer and persons have their parts`() throws {
        let activity = try activity()
        #expect(names(activity, .performer, .party) == ["Nordic Calibration Laboratory"])
        #expect(names(activity, .recipient, .party) == ["Plant 7"])
        #expect(names(activity, .signatory, .person) == ["E. Virtanen", "P. Salo"])
        #expect(
            activity.participants.filter { $0.role == .signatory }.map(\.meaning)
                == ["mainSigner", "Calibration technician"])
        #expect(activity.attribution == .personNamed)
    }

    @Test func `It holds from its date for its period`() throws {
        let activity = try activity()
        #expect(activity.valid?.from?.text == "2025-11-01")
        #expect(activity.valid?.until?.text == "2026-11-01")
        #expect(activity.occurred?.text == "2025-10-30")
        #expect(activity.ended?.text == "2025-10-31")
        #expect(activity.occurred?.instant == nil)
    }

    @Test func `A certificate that states no validity has none`() throws {
        let text = CalibrationCertificateTests.text
            .replacing("<dcc:period>P1Y</dcc:period>", with: "")
        #expect(try activity(text).valid == nil)
    }

    @Test func `Errors are judged by their limits, beside what is claimed`() throws {
        let results = try activity().results
        let errors = results.filter { $0.name.contains("error") }
        #expect(errors.map(\.value) == ["0.04", "0.09", "0.22", "0.38"])
        #expect(errors.map(\.lowerLimit) == ["-0.15", "-0.25", "-0.29", "-0.35"])
        #expect(errors.map(\.upperLimit) == ["0.15", "0.25", "0.29", "0.35"])
        #expect(errors.map(\.claimed) == [.pass, .pass, .pass, .pass])
        #expect(errors.map(\.computed) == [.pass, .pass, .pass, .fail])
        #expect(errors.allSatisfy { $0.unit == "\\kelvin" })
        let indications = results.filter { $0.name.contains("indication") }
        #expect(indications.map(\.nominal) == ["0.00", "50.02", "70.01", "100.05"])
        #expect(indications.allSatisfy { $0.computed == nil })
        #expect(results.count == 8)
    }

    @Test func `A claimed pass outside the limits is remarked on`() {
        let codes = read().activities.flatMap(\.warnings).map(\.code)
        #expect(codes == ["dcc.result.verdict"])
    }

    @Test func `Conformity is claimed, and the values deny it`() throws {
        #expect(
            try activity().claims
                == [Claim(name: "conformity", claimed: "pass", computed: "fail")])
    }

    @Test func `Uncertainties are kept in words`() throws {
        let attributes = try activity().attributes
        #expect(
            attributes.filter { $0.name.hasSuffix("uncertainty") }.map(\.value)
                == Array(repeating: "0.03 (k=2, p=0.95)", count: 4))
    }

    @Test func `The id is the certificate's under its laboratory`() throws {
        let read = try #require(read().activities.first)
        #expect(read.eventID == "dcc/NCL-2025-11873")
        #expect(read.source == "Nordic Calibration Laboratory")
        let part = Array(CalibrationCertificateTests.bytes)[
            Int(read.bytes.lowerBound)..<Int(read.bytes.upperBound)]
        #expect(read.digest == Digest(of: part))
        #expect(part.starts(with: Array("<dcc:digital".utf8)))
    }

    @Test func `Version 2 and other prefixes are read alike`() throws {
        let text = CalibrationCertificateTests.text.replacing("dcc:", with: "d:")
            .replacing("xmlns:dcc", with: "xmlns:d").replacing("3.2.1", with: "2.4.0")
        #expect(try activity(text).results.count == 8)
    }

    @Test func `A certificate without an identifier is refused`() {
        let text = CalibrationCertificateTests.text.replacing("NCL-2025-11873", with: "")
        #expect(read(text).problems.listed.map(\.code) == ["dcc.identifier.missing"])
        #expect(read(text).activities.isEmpty)
    }

    @Test(arguments: ["", "<a/>", "<digitalCalibrationCertificate", "{}", "<!DOCTYPE a><a/>"])
    func `Anything else is refused with its reason`(text: String) {
        #expect(read(text).activities.isEmpty)
        #expect(read(text).problems.count == 1)
    }

    @Test func `Only a calibration certificate is recognised`() {
        let format = CalibrationCertificateFormat()
        let own = FileSample(prefix: CalibrationCertificateTests.bytes, name: "a.xml")
        #expect(format.recognise(own) == .certain)
        let epcis = Array("<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\"/>".utf8)
        #expect(format.recognise(FileSample(prefix: epcis, name: "a.xml")) == .no)
    }

    // MARK: Its signature

    /// Says what it is told to, and remembers nothing.
    private struct Answer: XMLSignatureCheck {
        let verdict: SignatureVerdict
        func verdict(on document: [UInt8], issued date: String?) -> SignatureVerdict { verdict }
    }

    private func signed(_ uri: String, transform: String = "") -> String {
        CalibrationCertificateTests.text.replacing(
            "</dcc:digitalCalibrationCertificate>",
            with: """
                <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
                <Reference URI="\(uri)"><Transforms><Transform
                Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\(transform)
                </Transforms></Reference></SignedInfo></Signature></dcc:digitalCalibrationCertificate>
                """)
    }

    private func state(_ text: String, _ verdict: SignatureVerdict) throws -> [String?] {
        let activity = try #require(read(text, Answer(verdict: verdict)).activities.first?.activity)
        let computed = activity.claims.first { $0.name == "signature" }?.computed
        return [activity.attributes.first { $0.name == "signature" }?.value, computed]
    }

    @Test func `Without a signature there is none`() throws {
        #expect(
            try state(CalibrationCertificateTests.text, .verified("x")) == ["absent", nil])
    }

    @Test func `The verdict is the check's`() throws {
        #expect(try state(signed(""), .verified("x")) == ["verified", "intact"])
        #expect(try state(signed(""), .altered("x")) == ["altered", "altered"])
        #expect(try state(signed(""), .notVerified("x")) == ["not verified", nil])
    }

    @Test func `What covers a part only never verifies the whole`() throws {
        #expect(try state(signed("#data"), .verified("x")) == ["not verified", nil])
        let filter = "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"/>"
        #expect(try state(signed("", transform: filter), .verified("x")) == ["not verified", nil])
    }

    @Test func `With nothing to check with it is not verified, and why is said`() throws {
        let read = try #require(read(signed("")).activities.first)
        #expect(read.warnings.map(\.code).contains("dcc.signature"))
        #expect(
            read.activity.attributes.first { $0.name == "signature.reason" }?.value
                == "this program was given nothing to check signatures with")
    }
}
