// SPDX-License-Identifier: Apache-2.0
import Canon

extension AccessDecider {
    /// The first administrator, made by whoever can read what the server printed.
    func foundAdministrator(_ enrolment: Enrolment) throws(AccessRefusal) -> [AccessAct] {
        guard case .setUp = context.doer else { throw AccessRefusal(.setUpTokenMissing) }
        let there = directory.administrators(at: context.now)
        guard there.isEmpty else { throw AccessRefusal(.setUpDone(administrators: there)) }
        var problems = self.problems(of: enrolment)
        if enrolment.isService {
            problems.append(.incompatible(.administrator, with: .service))
        }
        guard problems.isEmpty else { throw AccessRefusal(problems) }
        let id = nextPerson(isService: false)
        return acts(
            [
                .enrolled(id, enrolment),
                .granted(
                    GrantID(number: directory.grants.count + 1), GrantWish(.administrator, to: id)),
            ], as: nil)
    }

    func enrol(_ enrolment: Enrolment) throws(AccessRefusal) -> [AccessAct] {
        let role = try role(to: "enrol somebody", among: [.administrator])
        let problems = problems(of: enrolment)
        guard problems.isEmpty else { throw AccessRefusal(problems) }
        return acts(
            [.enrolled(nextPerson(isService: enrolment.isService), enrolment)], as: role)
    }

    /// Ends everything of somebody at once: their key, their roles, what they lent and borrowed.
    func deactivate(_ id: PersonID) throws(AccessRefusal) -> [AccessAct] {
        let role = try role(to: "deactivate somebody", among: [.administrator])
        try requireReason()
        _ = try active(id)
        try requireAdministratorBeside(id)
        return acts([.deactivated(id)], as: role)
    }

    func qualify(
        _ id: PersonID, _ qualification: Qualification
    ) throws(AccessRefusal) -> [AccessAct] {
        let role = try role(
            to: "record a qualification",
            among: [.administrator, .qualityManager, .siteManagement])
        let person = try active(id)
        guard try asker().person != id else { throw AccessRefusal(.ownQualification) }
        var problems: [AccessRefusal.Reason] = []
        for (what, text) in [
            ("qualification", qualification.name), ("evidence", qualification.evidence),
        ] where !AccessDecider.isText(text) {
            problems.append(
                problem(what, text, "one line, at most \(AccessDecider.textLengthMax) bytes"))
        }
        if person.qualifications.count >= AccessDecider.partsMax {
            problems.append(.tooMuch(what: "qualifications", max: AccessDecider.partsMax))
        }
        guard problems.isEmpty else { throw AccessRefusal(problems) }
        return acts([.qualified(id, qualification)], as: role)
    }

    /// Refuses to leave a plant that nobody administers.
    func requireAdministratorBeside(
        _ id: PersonID, without grant: GrantID? = nil
    ) throws(AccessRefusal) {
        let lasting = directory.grants.values.filter {
            $0.role == .administrator && $0.isInForce(at: context.now) && $0.until == nil
                && $0.scope == .everything
        }
        let goes = lasting.filter { $0.person == id && (grant == nil || $0.id == grant) }
        guard goes.isEmpty || goes.count < lasting.count else {
            throw AccessRefusal(.lastAdministrator(id))
        }
    }

    /// Numbers go up over people and services together, and nobody is ever taken out.
    private func nextPerson(isService: Bool) -> PersonID {
        PersonID(number: directory.people.count + 1, isService: isService)
    }

    private func problems(of enrolment: Enrolment) -> [AccessRefusal.Reason] {
        var problems: [AccessRefusal.Reason] = []
        let login = enrolment.login ?? ""
        if !AccessDecider.isLogin(login) {
            problems.append(
                problem(
                    "login", login,
                    "2 to 64 of a–z, 0–9, full stop, hyphen and underscore, a letter first"))
        } else if let holder = directory.person(login: login) {
            problems.append(.loginTaken(by: holder.id))
        }
        let line = "one line, at most 200 bytes"
        for (what, text) in [
            ("name", enrolment.printedName ?? ""), ("zone", enrolment.zone),
            ("way the identity was checked", enrolment.verification.method),
        ] where !AccessDecider.isText(text, max: 200) {
            problems.append(problem(what, text, line))
        }
        let date = enrolment.verification.date
        // A calendar day can be ahead of UTC by fourteen hours.
        let tomorrow = context.now.adding(microseconds: 14 * 3_600_000_000)
        if let day = AccessDecider.day(date) {
            if day > tomorrow {
                problems.append(problem("day of the identity check", date, "a day that has come"))
            }
        } else {
            problems.append(problem("day of the identity check", date, "a day: 2026-11-21"))
        }
        if directory.people.count >= Directory.peopleMax {
            problems.append(.tooMuch(what: "people", max: Directory.peopleMax))
        }
        return problems
    }

    /// Logins are plain so that two never look alike.
    static func isLogin(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (2...64).contains(bytes.count) && (0x61...0x7A).contains(bytes[0])
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
                    || [0x2E, 0x2D, 0x5F].contains($0)
            }
    }

    private static func day(_ text: String) -> Instant? {
        text.utf8.count == 10 ? WrittenTime(text + "T00:00:00Z")?.instant : nil
    }
}
