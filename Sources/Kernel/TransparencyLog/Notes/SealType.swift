// SPDX-License-Identifier: Apache-2.0

/// What kind of seal a key makes: the type byte of C2SP signed-note.
///
/// A byte that is not here makes a verifier key unreadable. A type that is here but not checked by
/// this version makes its seals unknown ones: they are passed over, and never count.
public enum SealType: UInt8, Hashable, Sendable {
    /// Ed25519 over the text (RFC 8032).
    case ed25519 = 0x01
    /// ECDSA on P-256 with SHA-256 over the text; read for older logs, never written.
    case ecdsa = 0x02
    /// Ed25519 over a time and a checkpoint (C2SP tlog-cosignature, `cosignature/v1`).
    case cosignature = 0x04
    /// The tree head signature of RFC 6962; its keys are read, its seals are not checked.
    case treeHead = 0x05
    /// ML-DSA-44 over a subtree (FIPS 204); its keys are read, its seals are not checked yet.
    case mlDSA44Cosignature = 0x06

    /// Whether this version can check a seal of this type.
    public var isChecked: Bool {
        switch self {
        case .ed25519, .ecdsa, .cosignature: true
        case .treeHead, .mlDSA44Cosignature: false
        }
    }

    /// Whether a seal of this type states when it was made and that its maker saw no other history.
    public var isCosignature: Bool {
        switch self {
        case .cosignature, .mlDSA44Cosignature: true
        case .ed25519, .ecdsa, .treeHead: false
        }
    }
}
