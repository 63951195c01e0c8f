// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser

/// Who somebody is, and how that was checked.
struct EnrolmentOptions: ParsableArguments {
    @Argument(help: "What they will sign in with: k.lind") var login: String
    @Option(help: "Their name, as it is printed beside what they do and sign.") var name: String
    @Option(help: ArgumentHelp("The zone they work in.", valueName: "zone")) var zone = "UTC"
    @Option(help: ArgumentHelp("How their identity was checked.", valueName: "text"))
    var verifiedBy: String
    @Option(help: ArgumentHelp("On which day: 2026-11-21", valueName: "day"))
    var verifiedOn: String

    func enrolment(isService: Bool = false) -> Enrolment {
        Enrolment(
            login: login, printedName: name, isService: isService, zone: zone,
            verification: IdentityCheck(method: verifiedBy, date: verifiedOn))
    }
}
