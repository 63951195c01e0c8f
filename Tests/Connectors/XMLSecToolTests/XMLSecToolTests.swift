// SPDX-License-Identifier: Apache-2.0
import Activities
import Calibration
import Fixtures
import Foundation
import Reading
import Testing

@testable import XMLSecTool

/// Our own certificate, signed for the test and then changed in one digit.
@Suite(.enabled(if: SignedCertificate.shared != nil, "xmlsec1 or openssl is not installed"))
struct XMLSecToolTests {
    let signed: SignedCertificate

    init() throws { signed = try #require(SignedCertificate.shared) }

    private func state(
        of name: String, roots: String?, program: String = "xmlsec1"
    ) throws -> (state: String?, reason: String?, claim: Bool?) {
        let format = CalibrationCertificateFormat(
            signatures: XMLSecTool(program: program, roots: roots))
        let batch = format.read(try Fixtures.bytes(signed.folder.appending(path: name)))
        let activity = try #require(batch.activities.first?.activity)
        func value(_ name: String) -> String? {
            activity.attributes.first { $0.name == name }?.value
        }
        return (
            value("signature"), value("signature.reason"),
            activity.claims.first { $0.name == "signature" }?.holds
        )
    }

    @Test func `A signature that holds and leads to a trusted root is verified`() throws {
        let found = try state(of: "signed.xml", roots: signed.path("root.crt"))
        #expect(found.state == "verified")
        #expect(found.claim == true)
    }

    @Test func `One digit changed after signing is altered, whoever is trusted`() throws {
        for roots in [signed.path("root.crt"), nil] {
            let found = try state(of: "altered.xml", roots: roots)
            #expect(found.state == "altered")
            #expect(found.claim == false)
        }
    }

    @Test func `A stranger's signature is not verified`() throws {
        let found = try state(of: "signed.xml", roots: signed.path("other.crt"))
        #expect(found.state == "not verified")
        #expect(found.reason?.contains("no trusted root") == true)
        #expect(found.claim == nil)
    }

    @Test func `Without roots nobody is trusted`() throws {
        #expect(try state(of: "signed.xml", roots: nil).state == "not verified")
    }

    @Test func `Without the tool it says so`() throws {
        let found = try state(of: "signed.xml", roots: nil, program: "xmlsec1-is-not-here")
        #expect(found.state == "not verified")
        #expect(found.reason == "xmlsec1-is-not-here is not installed")
    }

    @Test func `A signature over nothing that counts proves nothing`() throws {
        let found = try state(of: "template.xml", roots: signed.path("root.crt"))
        #expect(found.state == "not verified")
    }
}

/// The files that `Examples/calibration/sign.sh` makes, once for all tests.
struct SignedCertificate {
    let folder: URL

    static let shared: SignedCertificate? = {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "witnessmark-signed-\(ProcessInfo.processInfo.processIdentifier)")
        let examples = Fixtures.root.appending(path: "Examples/calibration")
        let script = examples.appending(path: "sign.sh").path
        let certificate = examples.appending(path: "dcc-tt-201.xml").path
        let command = """
            '\(script)' '\(certificate)' '\(folder.path)' && openssl req -x509 -newkey rsa:2048 \
            -nodes -days 10 -subj /CN=Other -keyout '\(folder.path)/other.key' \
            -out '\(folder.path)/other.crt'
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // Where the shell or the tools are missing there is nothing to test with.
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? SignedCertificate(folder: folder) : nil
    }()

    func path(_ name: String) -> String { folder.appending(path: name).path }
}
