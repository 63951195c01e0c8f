// SPDX-License-Identifier: Apache-2.0
import SwiftASN1

/// An AlgorithmIdentifier: the algorithm's name, and its parameters unless absent or NULL.
struct AlgorithmName {
    let oid: OID
    let parameters: ASN1Node?

    init(_ node: ASN1Node, at place: String) throws(TimestampFailure) {
        var fields = try FieldReader(node, at: place)
        oid = try fields.oid("algorithm")
        if fields.next(ifTagged: .null) == nil {
            parameters = try fields.rest(countMax: 1).first
        } else {
            parameters = nil
        }
        try fields.end()
    }
}
