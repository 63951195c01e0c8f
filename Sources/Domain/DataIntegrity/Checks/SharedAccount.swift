// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Accounts that more than one person uses.
    static let sharedAccount = Check(
        "shared-account", "No act is under a shared or generic account", .attributable,
        rules: ["ALC-AT-2"],
        asks: "Is the account or name that the act is put down to one that several people use?",
        why: "An act under “operator” was done by anybody who knew the password.",
        looksAt: "performers and signatories that are persons or accounts; the plant's list of "
            + "shared accounts, else the vendor default one; names are compared without case and "
            + "without digits and separators at the end",
        reasons: [
            SharedAccount.own, SharedAccount.shared, SharedAccount.withheld,
            SharedAccount.nobody,
        ]
    ) { standards, _ in SharedAccount(standards) }
}

struct SharedAccount: Examination {
    static let own = Reason.pass("own-account", "no account or name in it is known to be shared")
    static let shared = Reason.fail(
        "shared-account", .major, "the act is put down to an account that several people use")
    static let withheld = Reason.indeterminate(
        "name-withheld", "somebody is behind it whose name is withheld or erased")
    static let nobody = Reason.notApplicable(
        "no-person", "no person or account is named in the record")

    private let stems: Set<String>
    private let isVendorDefault: Bool

    init(_ standards: Standards) {
        stems = Set(standards.sharedAccounts.map(SharedAccount.stem))
        isVendorDefault = !standards.namesSharedAccounts
    }

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        let actors = activity.participants.filter {
            ($0.role == .performer || $0.role == .signatory) && $0.thing.kind.isPersonal
        }
        guard !actors.isEmpty else {
            let isPersonal =
                activity.attribution == .personSigned || activity.attribution == .personNamed
            judgements.judge(
                isPersonal ? SharedAccount.withheld : SharedAccount.nobody, observation)
            return
        }
        let shared = actors.filter { stems.contains(SharedAccount.stem($0.thing.name)) }
        guard let first = shared.first else {
            judgements.judge(SharedAccount.own, observation)
            return
        }
        judgements.judge(
            SharedAccount.shared, entries: [observation.position], things: shared.map(\.thing),
            values: [Finding.Value("list", isVendorDefault ? "vendor default" : "the plant's")],
            "\(first.role.rawValue) is \(first.thing)")
    }

    /// A name without case, and without digits and separators at the end.
    static func stem(_ name: String) -> String {
        var text = name.lowercased()[...]
        while let last = text.unicodeScalars.last, last.isNumberOrSeparator {
            text.unicodeScalars.removeLast()
        }
        return text.isEmpty ? name.lowercased() : String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isNumberOrSeparator: Bool {
        switch self {
        case "0"..."9", " ", "-", "_", ".", "#": true
        default: false
        }
    }
}
