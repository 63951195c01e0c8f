// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// What a document's signature is over, as far as the document itself tells.
///
/// A signature that holds proves nothing of what it does not cover. The oldest trick with signed
/// XML is to leave the signed part where it is and to add another one that gets read.
enum SignatureCoverage: Equatable {
    case absent
    /// All of it but the signature itself.
    case wholeDocument
    /// Something else, and what.
    case partial(String)

    init(of root: XMLElement) {
        let signatures = root.children("Signature").filter {
            $0.name.namespace == "http://www.w3.org/2000/09/xmldsig#"
        }
        guard !signatures.isEmpty else {
            self = .absent
            return
        }
        guard signatures.count == 1, let info = signatures[0].child("SignedInfo") else {
            self = .partial("\(signatures.count) signatures")
            return
        }
        let id = root.attribute("id") ?? root.attribute("Id") ?? root.attribute("ID")
        let isWhole = info.children("Reference").contains { reference in
            let uri = reference.attributes.first { $0.name.local == "URI" }?.value
            guard uri == "" || (id?.isEmpty == false && uri == "#\(id ?? "")") else { return false }
            // Any other transform, such as a filter, may leave parts of the document out.
            return (reference.child("Transforms")?.children("Transform") ?? []).allSatisfy {
                SignatureCoverage.keepsAll.contains($0.attribute("Algorithm") ?? "")
            }
        }
        self = isWhole ? .wholeDocument : .partial("a part of the document only")
    }

    /// Transforms that leave nothing out but the signature.
    private static let keepsAll: Set<String> = [
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    ]
}
