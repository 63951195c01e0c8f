// SPDX-License-Identifier: Apache-2.0

extension JointCaseStory {
    var product: Chapter {
        let (keller, weiss, brandt) = (CasePerson.keller, CasePerson.weiss, CasePerson.brandt)
        let rework = affected.filter { !scrapped.contains($0) }
        return Chapter(
            title: "Both customers are told, and each pin has its disposition.",
            steps: duty + notices + settled + [
                weiss.amends(
                    "nc",
                    [
                        "affected-quantity": .one("\(affected.count) pieces"),
                        "delivered-quantity": .one("\(affected.count - atHome.count) pieces"),
                        "evaluation": """
                        Too hard to be used as they are; tempering again brings them to the drawing \
                        without harm, as shown on three pins.
                        """,
                    ], because: "the board has met"),
                weiss.takes("nc", "evaluate"),
                brandt.opens(
                    "disposition", "rework", "Temper again",
                    [
                        "quantity": .one("\(rework.count) pieces"), "product": Self.things(rework),
                        "decision": "rework", "reason": "Tempering again meets the drawing.",
                        "counterfeit": "no", "instruction": "WI-4340-HT@E",
                        "adverse-effects": "Size: measured again on each pin.",
                    ], links: ["of": "nc"]),
                brandt.takes("rework", "propose"), weiss.signs("rework", "approve"),
                keller.signs("rework", "approve"), keller.takes("rework", "approve"),
                brandt.opens(
                    "disposition", "scrap", "Scrap",
                    [
                        "quantity": .one("\(scrapped.count) pieces"),
                        "product": Self.things(scrapped), "decision": "scrap",
                        "reason": "Cracked when measured.", "counterfeit": "no",
                    ], links: ["of": "nc"]),
                brandt.takes("scrap", "propose"), weiss.signs("scrap", "approve"),
                keller.signs("scrap", "approve"), keller.takes("scrap", "approve"),
                weiss.takes("nc", "dispose"),
                brandt.amends(
                    "rework",
                    [
                        "result": "All tempered again, those from the customers too.",
                        "inspection": "passed", "inspection-evidence": ["record:HRC-2026-0417"],
                    ], because: "done"),
                brandt.takes("rework", "execute"),
                keller.signs("rework", "verify", as: "verified"),
                keller.takes("rework", "verify"),
                brandt.amends(
                    "scrap",
                    [
                        "result": "Cut in two and put in the red bin.",
                        "destruction-witness": "{person:dahl}",
                    ], because: "done"),
                brandt.takes("scrap", "execute"),
                keller.signs("scrap", "verify", as: "verified"), keller.takes("scrap", "verify"),
                weiss.takes("nc", "implement"),
            ])
    }

    /// Contracts ask for notice within a day of discovery; somebody signs for when that was.
    private var duty: [CaseStep] {
        [
            CasePerson.weiss.opens(
                "duty", "notice", "Tell ORION and BOREAL",
                [
                    "rule": "OBL-NOE", "rule-set": "2026-11", "stage": "notice of escape",
                    "recipient": "ORION Aerostructures, BOREAL Landing Systems",
                    "channel": "customer portals", "owner": "{person:weiss}",
                    "earliest": time(0), "earliest-source": "The trigger rule was met.",
                    "clock-at": time(0),
                    "clock-basis":
                        "The trust window showed delivered pins among the affected ones.",
                ], links: ["of": "nc"]),
            CasePerson.keller.signs("notice", "start-clock", as: "certified"),
            CasePerson.keller.takes("notice", "start-clock"),
        ]
    }

    /// Both notices are out: the duty is done.
    private var settled: [CaseStep] {
        [
            CasePerson.weiss.amends(
                "notice",
                [
                    "submitted-at": time(0),
                    "submission": ["{file:notice-orion.txt}", "{file:notice-boreal.txt}"],
                    "receipt": "both portals acknowledged", "submitter": "{person:weiss}",
                ], because: "both were sent"),
            CasePerson.weiss.takes("notice", "submit"),
        ]
    }

    private var notices: [CaseStep] {
        let names = [("orion", "notice-orion.txt"), ("boreal", "notice-boreal.txt")]
        return zip(shippedCartons, names).flatMap { carton, name -> [CaseStep] in
            let customer = Plant7.customers[carton % Plant7.customers.count]
            let pins = serials(inCarton: carton)
            let (key, file) = name
            return [
                CasePerson.weiss.opens(
                    "notice-of-escape", key, "Pins delivered to \(customer.name)",
                    [
                        "customer": .one("party:\(customer.party)"), "product": Self.things(pins),
                        "quantity": .one("\(pins.count) pieces"),
                        "requirement": "DWG-LG-PIN-4340@D",
                        "found": "Tempered 60 K too cold; hardness above its limit is likely.",
                        "effect": "A pin may crack under load.",
                        "asked": "Do not install; send back; we temper again and measure.",
                        "discovered-at": time(0),
                    ], links: ["of": "nc"]),
                CasePerson.keller.signs(key, "approve"), CasePerson.keller.takes(key, "approve"),
                CasePerson.weiss.amends(
                    key,
                    [
                        "contact": .one("quality@\(key).example"), "sent-at": time(0),
                        "sent-how": "customer portal", "sent-proof": .one("{file:\(file)}"),
                    ], because: "it was sent"),
                CasePerson.weiss.takes(key, "send"),
                CasePerson.weiss.amends(
                    key, ["received-at": time(0), "receipt": "portal receipt 77-\(0)"],
                    because: "they answered"),
                CasePerson.weiss.takes(key, "acknowledge"),
            ]
        }
    }

    var actions: Chapter {
        let (keller, mori, weiss, dahl) = (
            CasePerson.keller, CasePerson.mori, CasePerson.weiss, CasePerson.dahl
        )
        return Chapter(
            title: "The cause is taken away, or shielded until it can be, and that is checked.",
            steps: [
                dahl.signs("preserve", "release", as: "released"),
                dahl.takes(
                    "preserve", "release", because: "the image is verified and was searched"),
                keller.opens(
                    "action", "two-people", "Recipes are changed by two people",
                    [
                        "what": "The MES asks for a second person on each change of a recipe.",
                        "type": "corrective", "nature": "hardening", "cause": ["{made}"],
                        "things": ["system:\(Plant7.mes)"], "owner": "{person:dahl}",
                        "owning-system": "here", "due": time(30 * 24 * 60),
                    ], links: ["of": "case"]),
                keller.takes("two-people", "accept"), dahl.takes("two-people", "start"),
                keller.opens(
                    "effectiveness-check", "check", "No recipe is changed by one person",
                    [
                        "action": "{two-people}",
                        "metric": "Changes of recipes with one person only, in the MES log.",
                        "baseline": "1 in the week of the event", "target": "0",
                        "window": "the first tries on the test system, then 30 days",
                        "data-source": "MES log, held against the historian", "due": time(0),
                        "verifier": "{person:mori}",
                    ], links: ["of": "case"]),
                keller.takes("check", "plan"),
                dahl.amends(
                    "two-people",
                    [
                        "result": "In force; tried with each of the nine accounts.",
                        "documents": ["QP-14@C"], "read-across": "FURN-1 and both lathes.",
                    ], because: "done"),
                dahl.takes("two-people", "finish"),
                weiss.signs("two-people", "verify", as: "verified"),
                weiss.takes("two-people", "verify"), keller.takes("case", "act"),
                weiss.opens(
                    "change", "upgrade", "MES 9.4: roles that follow change orders",
                    [
                        "things": ["system:\(Plant7.mes)"],
                        "what": "MES 9.2 to 9.4, which ties recipe roles to change orders.",
                        "reason": "The right fix for {allowed}.", "way-back": "Image of 9.2.",
                        "security-relevant": "yes",
                    ]),
                dahl.opens(
                    "layered-mitigation", "shield", "Until MES 9.4",
                    [
                        "things": ["system:\(Plant7.mes)"],
                        "why": "9.4 needs a new validation; that takes until spring.",
                        "controls": [
                            "Two people on each change of a recipe.",
                            "Recipe read back at the furnace before each load.",
                            "A daily report of recipe changes goes to quality and security.",
                        ],
                        "residual-risk": "Two people together could still do it.",
                        "expires": day(120), "change": "{upgrade}", "owner": "{person:dahl}",
                    ], links: ["of": "case"]),
                keller.signs("shield", "approve"), mori.signs("shield", "approve"),
                keller.takes("shield", "approve"), keller.takes("case", "validate"),
                mori.takes("check", "fall-due"),
                mori.amends("check", ["result": "0 of 41 changes"], because: "it was counted"),
                mori.signs("check", "judge-effective", as: "verified"),
                mori.takes("check", "judge-effective"), keller.takes("case", "prove"),
            ])
    }

    var ending: Chapter {
        let (keller, mori, weiss) = (CasePerson.keller, CasePerson.mori, CasePerson.weiss)
        return Chapter(
            title: "Both holds are let go, each by its own function, and the case is closed.",
            steps: [
                keller.signs("quality-hold", "release", as: "released"),
                keller.takes("quality-hold", "release", because: "each pin measured and in limits"),
                mori.signs("security-hold", "release-security", as: "released"),
                mori.takes(
                    "security-hold", "release-security",
                    because: "recipe records confirmed by the historian"),
                weiss.amends(
                    "nc",
                    [
                        "similar-elsewhere": "FURN-1 and both lathes looked at: nothing found.",
                        "risk-update": "FMEA HT-4340 line 12 brought up to date.",
                        "changed-documents": ["QP-14@C"],
                    ], because: "asked before closing"),
                keller.signs("nc", "close"), keller.takes("nc", "close"),
                keller.amends(
                    "case",
                    [
                        "lessons": """
                        Read recipes back where they act. The next drill: a recipe changed by two \
                        people.
                        """
                    ], because: "asked before closing"),
                keller.signs("case", "close"), mori.signs("case", "close"),
                keller.takes("case", "close"),
            ])
    }
}
