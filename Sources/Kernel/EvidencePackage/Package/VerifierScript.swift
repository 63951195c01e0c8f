// SPDX-License-Identifier: Apache-2.0

/// The verifier that every package carries: one Python file that needs nothing but Python.
///
/// A receiver who trusts neither us nor our programs can read its few hundred lines, or write
/// another from `docs/FORMAT.md`.
public enum VerifierScript {
    /// `data/verify/verify.py`.
    public static var bytes: [UInt8] { PackageResources.verify_py }
    /// `data/verify/README.txt`: how to verify, in plain language.
    public static var instructions: [UInt8] { PackageResources.verify_README_txt }

    static var files: [BagFile] {
        [
            BagFile(PackageLayout.script, bytes),
            BagFile(PackageLayout.instructions, instructions),
        ]
    }
}
