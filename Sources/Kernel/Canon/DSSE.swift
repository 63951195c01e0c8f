// SPDX-License-Identifier: Apache-2.0

/// What is signed in place of a payload: the payload with its type and both lengths before it.
///
/// DSSE v1 (secure-systems-lab/dsse, `protocol.md`). The type stands under the signature, so bytes
/// that were signed as one thing can never be shown as another.
public enum DSSE {
    /// `"DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload`, lengths in decimal.
    public static func preAuthenticationEncoding(type: String, payload: [UInt8]) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }
}
