// SPDX-License-Identifier: Apache-2.0

extension JointCaseStory {
    var suspicion: Chapter {
        let (keller, mori) = (CasePerson.keller, CasePerson.mori)
        return Chapter(
            title: "A rule is met; two people declare a joint case.",
            steps: [
                CaseStep(by: .keller, doing: .scan(key: "candidate")),
                keller.opens(
                    "joint-case", "case", "Furnace recipe changed outside change control",
                    [
                        "matter": """
                        The account \(Plant7.suspectAccount) changed the recipe \(Plant7.recipe) of \
                        FURN-2 at 21:10; no change order names it. Loads were tempered with it until \
                        03:30.
                        """
                    ], links: ["because-of": "candidate"]),
                keller.amends(
                    "case",
                    [
                        "scope": ["product", "data-integrity", "security"],
                        "lead-function": "quality", "lead": "{person:keller}",
                        "co-lead": "{person:mori}",
                        "suspects": [
                            "account:\(Plant7.suspectAccount)", "system:\(Plant7.mes)",
                        ],
                        "suspect-from": Self.moment(PlantSchedule.recipeChanged),
                        "suspect-until": Self.moment(PlantSchedule.recipeRestored),
                        "became-aware": time(0),
                    ], because: "what is known after the first look"),
                keller.signs("case", "declare"), mori.signs("case", "declare"),
                keller.takes("case", "declare"),
                keller.takes("candidate", "declare", because: "worked on as {case}"),
            ])
    }

    var joining: Chapter {
        let (keller, mori, weiss) = (CasePerson.keller, CasePerson.mori, CasePerson.weiss)
        let ticket = CaseStep.Counterpart(
            system: "itsm", object: "security-incident", remote: "SIR-311")
        return Chapter(
            title: "The security ticket and the nonconformity are joined to it.",
            steps: [
                mori.links("case", ticket, url: "https://itsm.plant7.example/SIR-311"),
                mori.checks("case", ticket, "mutual", "Contain"),
                weiss.opens(
                    "nonconformity", "nc", "Pins tempered too cold",
                    [
                        "observed": """
                        Three loads in FURN-2 were tempered 60 K below the released recipe; the \
                        hardness of the last one is above its limit.
                        """,
                        "type": "manufacturing", "source": "internal", "stage": "delivered",
                        "detected-at": time(0), "part": "material:\(Plant7.part)",
                        "product": Self.things(affected),
                        "equipment": ["equipment:FURN-2", "programme:\(Plant7.recipe)"],
                        "in-force": ["WI-4340-HT@E", "DWG-LG-PIN-4340@D"],
                        "characteristic": "hardness", "requirement": "DWG-LG-PIN-4340@D",
                        "customer": [
                            "party:\(Plant7.customers[0].party)",
                            "party:\(Plant7.customers[1].party)",
                        ],
                    ], links: ["part-of": "case"]),
                weiss.takes("nc", "submit"),
                weiss.amends(
                    "nc",
                    [
                        "class": "major", "security-in-scope": "yes",
                        "data-integrity-in-scope": "yes",
                        "screening": "The change came from an account, not from engineering.",
                        "containment-needed": "yes", "disposition-needed": "yes",
                        "disposition-approval-needed": "yes", "investigation-needed": "yes",
                        "corrective-action-needed": "yes", "notification-needed": "yes",
                    ], because: "triage"),
                weiss.takes("nc", "triage"), keller.takes("case", "link"),
            ])
    }

    var assessment: Chapter {
        let (keller, mori, brandt) = (CasePerson.keller, CasePerson.mori, CasePerson.brandt)
        return Chapter(
            title: "What it means is assessed on five sides, and signed by three functions.",
            steps: [
                CasePerson.weiss.opens(
                    "impact-assessment", "impact", "What the recipe change means",
                    [
                        "product-quality": "serious", "product-security": "medium",
                        "product-rationale":
                            "A pin too hard may crack under load in a landing gear.",
                        "product-residual": "None once each pin is tempered again and measured.",
                        "data-quality": "serious", "data-security": "high",
                        "data-rationale": """
                        What the MES says of recipes since the account was shared cannot stand alone; \
                        the furnace historian records by itself.
                        """,
                        "data-residual": "Recipe records are held against the historian.",
                        "systems-quality": "minor", "systems-security": "high",
                        "systems-rationale": "Anybody who had the account could change any recipe.",
                        "systems-residual": "Changes need two people until the fix is in.",
                        "duties-quality": "serious", "duties-security": "low",
                        "duties-rationale": "Two customers hold delivered pins and must be told.",
                        "duties-residual": "None once both have answered.",
                        "containment-quality": "minor", "containment-security": "low",
                        "containment-rationale": """
                        Locking the account stops remote help for the MES for a day; the furnace runs \
                        on.
                        """,
                        "containment-residual": "The day shift calls instead.",
                        "data-back-to": Self.moment(PlantSchedule.recipeChanged),
                        "residual": "Acceptable to both functions with the measures ordered.",
                    ], links: ["of": "case"]),
                keller.signs("impact", "sign-off"), brandt.signs("impact", "sign-off"),
                mori.signs("impact", "sign-off"), keller.takes("impact", "sign-off"),
                keller.takes("case", "assess"),
            ])
    }
}

extension CasePerson {
    func links(_ key: String, _ counterpart: CaseStep.Counterpart, url: String) -> CaseStep {
        CaseStep(by: self, doing: .linkSystem(key: key, counterpart, url: url))
    }

    func checks(
        _ key: String, _ counterpart: CaseStep.Counterpart, _ result: String, _ state: String
    ) -> CaseStep {
        CaseStep(
            by: self,
            doing: .checkSystem(key: key, counterpart, result: result, sourceState: state))
    }
}
