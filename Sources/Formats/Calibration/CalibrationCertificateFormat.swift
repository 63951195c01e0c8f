// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Digital calibration certificates (DCC, PTB), schema versions 2 and 3, told by local names.
///
/// A certificate becomes one activity about the calibrated device under every name it is given,
/// with the laboratory, the persons responsible, when it was done, and every value. Its id is the
/// certificate's unique identifier under its laboratory. Whether the signature holds is asked of
/// whatever the program was wired with; what nobody could check is *not verified*, with the
/// reason. The file is not validated against the schema.
package struct CalibrationCertificateFormat: Format {
    package let name = "dcc"
    package let version = "1"
    package let mediaTypes = ["application/xml", "text/xml"]

    private let signatures: any XMLSignatureCheck

    package init(signatures: any XMLSignatureCheck = NoSignatureCheck()) {
        self.signatures = signatures
    }

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x3C, sample.contains("digitalCalibrationCertificate") else {
            return .no
        }
        return sample.contains("ptb.de/dcc") ? .certain : .likely
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        CalibrationCertificateReader(options, signatures)
    }
}

/// Says whether the signature of an XML document holds (XML-DSig, XAdES).
///
/// The check is right if it keeps these promises:
/// - It says `verified` only when the bytes fit the signature and the signer's certificate leads to
///   somebody the plant trusts.
/// - It says `altered` only when it computed that bytes and signature do not fit.
/// - In all other cases it says why it cannot tell. It opens nothing that the document names.
package protocol XMLSignatureCheck: Sendable {
    /// What is to be said of a whole document; the date is when its author says it was issued.
    func verdict(on document: [UInt8], issued date: String?) -> SignatureVerdict
}

/// What is known of a signature.
package enum SignatureVerdict: Equatable, Sendable {
    /// It holds, and its signer is trusted; how that was found out.
    case verified(String)
    /// It does not hold: the document is not what was signed.
    case altered(String)
    /// Nobody could tell, and why.
    case notVerified(String)
}

/// The check of a program that was wired with none.
package struct NoSignatureCheck: XMLSignatureCheck {
    package init() {}

    package func verdict(on document: [UInt8], issued date: String?) -> SignatureVerdict {
        .notVerified("this program was given nothing to check signatures with")
    }
}
