// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage

extension PreparedEntry {
    /// What the source said, as its content states it; `nil` where it states nothing or was erased.
    ///
    /// A text that two accounts share exactly when they say the same, such as the hash of an EPCIS
    /// event, which is one for JSON and XML. Accounts of one event with one meaning are a repetition
    /// even when their bytes differ; everything else goes by the fingerprint.
    var meaning: String? {
        guard let body = content?.body else { return nil }
        // A body that is no JSON states nothing; what is wrong with it is for `fsck` to say.
        return try? JSON(parsing: body)["meaning"]?.text
    }
}
