// SPDX-License-Identifier: Apache-2.0

extension JointCaseStory {
    var containment: Chapter {
        Chapter(
            title:
                "Product is held, the account is locked, evidence is kept, the window is frozen.",
            steps: holds + measures + evidence + attempts + [
                CaseStep(by: .mori, doing: .snapshot(key: "window", of: "case")),
                CasePerson.keller.signs("window", "freeze", as: "reviewed"),
                CasePerson.keller.takes("window", "freeze"),
                CasePerson.keller.takes("case", "contain"),
                CasePerson.weiss.amends(
                    "nc",
                    [
                        "population": """
                        Found by the trust window on \(Plant7.suspectAccount): everything tempered in \
                        FURN-2 between the change and its undoing, and what was made of it.
                        """
                    ], because: "the search is done"),
                CasePerson.weiss.takes("nc", "contain"),
            ])
    }

    private var holds: [CaseStep] {
        let (brandt, dahl) = (CasePerson.brandt, CasePerson.dahl)
        return [
            brandt.opens(
                "product-hold", "quality-hold", "Pins of loads 7, 8 and 10",
                [
                    "type": "quality", "things": Self.things(affected),
                    "what": ["segregate", "freeze-release", "stop-ship"],
                    "reason": "Tempered too cold; hardness in doubt.",
                    "side-effect": "Order WO-7006 waits.", "owner": "{person:brandt}",
                    "executing-system": "Warehouse and MES",
                    "proof": "Bin Q-3 locked; MES answers HOLD for each serial.",
                ], links: ["of": "nc"]),
            brandt.takes("quality-hold", "activate"),
            dahl.opens(
                "product-hold", "security-hold", "Records of the same pins",
                [
                    "type": "security", "things": Self.things(affected), "what": ["freeze-release"],
                    "reason": "Their recipe records come from a system that is not trusted.",
                    "owner": "{person:dahl}", "executing-system": "MES",
                    "proof": "MES refuses the release of each serial.",
                    "side-effect": "Releases of these serials wait for security too.",
                ], links: ["of": "case"]),
            dahl.takes("security-hold", "activate"),
        ]
    }

    private var measures: [CaseStep] {
        let (mori, dahl, brandt) = (CasePerson.mori, CasePerson.dahl, CasePerson.brandt)
        return [
            mori.opens(
                "decision", "furnace-decision", "Let FURN-2 run on?",
                [
                    "question": "Is FURN-2 stopped while the account is looked into?",
                    "options": [
                        "Stop it: no risk to product, two orders late.",
                        "Run on with the recipe read back before each load: orders on time.",
                    ],
                    "choice": "Run on; the recipe is read back at the furnace before each load.",
                    "reason": "The recipe is back since 03:30 and the historian confirms it.",
                    "constraints": "Stopping a hot furnace cracks its lining.",
                    "known": "One account, one change; how its password was had is not known.",
                ], links: ["about": "case"]),
            brandt.signs("furnace-decision", "decide"), brandt.takes("furnace-decision", "decide"),
            mori.opens(
                "security-measure", "lock", "Lock \(Plant7.suspectAccount)",
                [
                    "measure": "disable-account",
                    "things": ["account:\(Plant7.suspectAccount)"], "on-ot": "no", "safety": "no",
                    "reason": "It changed a recipe and nobody says that it was them.",
                    "alternatives": ["A new password: whoever had the old one may have this too."],
                    "side-effect": "No remote help for the MES until Monday.",
                    "owner": "{person:dahl}", "executing-system": "Directory",
                    "proof": "Directory: disabled; a sign-in was tried and refused.",
                ], links: ["of": "case"]),
            dahl.takes("lock", "execute"),
            mori.opens(
                "security-measure", "read-back", "Read the recipe back before each load",
                [
                    "measure": "other", "things": ["equipment:FURN-2"], "on-ot": "yes",
                    "safety": "no", "reason": "The MES alone is not trusted for recipes now.",
                    "alternatives": ["Stop FURN-2; see the decision."],
                    "side-effect": "Two minutes a load.", "owner": "{person:brandt}",
                    "executing-system": "Shift book of FURN-2",
                    "proof": "Signed line in the shift book for each load.",
                ], links: ["of": "case", "because-of": "furnace-decision"]),
            brandt.signs("read-back", "execute-on-ot"), brandt.takes("read-back", "execute-on-ot"),
        ]
    }

    private var evidence: [CaseStep] {
        let (mori, dahl) = (CasePerson.mori, CasePerson.dahl)
        return [
            mori.opens(
                "preservation-order", "preserve", "Image of the MES server and its directory log",
                [
                    "things": ["system:\(Plant7.mes)"],
                    "what": "Disk image, memory, directory log of the last 30 days.",
                    "reason": "Nothing is rebuilt before it is known how the account was used.",
                ], links: ["of": "case"]),
            dahl.amends(
                "preserve",
                [
                    "custodian": "{person:dahl}", "location": "Safe 2, disk 0417",
                    "digest": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
                    "method": "dd with a write blocker; SHA-256 of the image.",
                ], because: "it was taken"),
            dahl.takes("preserve", "preserve"),
        ]
    }

    /// What somebody in a hurry would do, and is kept from.
    private var attempts: [CaseStep] {
        let (brandt, dahl, mori) = (CasePerson.brandt, CasePerson.dahl, CasePerson.mori)
        return [
            brandt.opens(
                "release", "early", "Eight pins for order WO-7006",
                [
                    "things": Self.things(Array(atHome.prefix(8))),
                    "basis": "Dimensions in limits; the customer is waiting.",
                ]),
            brandt.proposes("early", "release").refused(by: "no-hold-stands"),
            CasePerson.keller.takes("early", "reject", because: "held; see {case}"),
            dahl.opens(
                "rebuild", "hasty", "Set the MES server up anew",
                [
                    "what": "re-image", "things": ["system:\(Plant7.mes)"],
                    "reason": "To be rid of whatever is on it.", "source": "Image of last month.",
                ], links: ["of": "case"]),
            mori.signs("hasty", "approve").refused(by: "evidence-preserved"),
            dahl.takes("hasty", "drop", because: "not before the evidence may go"),
        ]
    }

    var causes: Chapter {
        let (mori, weiss, dahl, keller) = (
            CasePerson.mori, CasePerson.weiss, CasePerson.dahl, CasePerson.keller
        )
        var steps = [
            weiss.opens(
                "cause", "made", "One account may change recipes alone",
                [
                    "statement":
                        "An account of maintenance could change a released recipe without a second person.",
                    "leg": "occurrence", "category": "technical-control",
                    "branch": "identity-and-access", "domain": "both", "is-root": "yes",
                    "for": "The MES log shows the change; the role allows it to nine accounts.",
                    "method": "log-analysis",
                    "result": "Tried on the test system: any of the nine can do it alone.",
                ], links: ["of": "case"]),
            mori.signs("made", "verify", as: "verified"), mori.takes("made", "verify"),
            weiss.opens(
                "cause", "undetected", "Nobody compares recipe and release",
                [
                    "statement": "The furnace starts a load without comparing recipe and release.",
                    "leg": "detection", "category": "process-and-equipment", "branch": "method",
                    "domain": "quality",
                    "for": "WI-4340-HT asks for the recipe's name, not for its values.",
                    "method": "record-review",
                    "result": "Six shift sheets looked at; none has values.",
                ], links: ["of": "case"]),
            mori.signs("undetected", "verify", as: "verified"), mori.takes("undetected", "verify"),
            weiss.opens(
                "cause", "allowed", "Change control ends at the MES",
                [
                    "statement": "Changes in the MES do not ask for a change order.",
                    "leg": "system", "category": "management-system",
                    "branch": "change-and-configuration", "domain": "both",
                    "for": "Procedure QP-14 speaks of documents only.", "method": "record-review",
                    "result":
                        "QP-14 read; the validation plan of the MES says nothing of it either.",
                ], links: ["of": "case", "answers-why": "made"]),
            mori.signs("allowed", "verify", as: "verified"), mori.takes("allowed", "verify"),
            mori.opens(
                "cause", "malware", "Malware on the engineering station",
                [
                    "statement": "Malware on the engineering station used the account.",
                    "leg": "occurrence", "category": "technical-control",
                    "branch": "malware-and-vulnerability", "domain": "security",
                    "for": "The account was used at night.",
                    "result":
                        "Ruled out: the image was searched, and the station was off that night.",
                ], links: ["of": "case"]),
            mori.takes("malware", "reject"),
        ]
        for (key, stream, verdict, basis) in streams {
            steps += [
                mori.opens(
                    "trust-verdict", key, "Can \(stream) be relied on?",
                    [
                        "stream": .one("system:\(stream)"), "verdict": .one(verdict),
                        "basis": .one(basis),
                        "from": Self.moment(PlantSchedule.recipeChanged),
                        "to": Self.moment(PlantSchedule.recipeRestored),
                        "re-established-by":
                            "The furnace historian, which records by itself and was not touched.",
                    ], links: ["of": "case"]),
                keller.signs(key, "sign-off"), dahl.signs(key, "sign-off"),
                keller.takes(key, "sign-off"),
            ]
        }
        return Chapter(
            title: "Causes are shown or ruled out; each stream of records gets its verdict.",
            steps: steps + [keller.takes("case", "find-cause")])
    }

    /// The sources of records in the window, and what was found about each.
    package var streams: [(key: String, stream: String, verdict: String, basis: String)] {
        [
            (
                "mes-verdict", Plant7.mes, "re-established",
                "Recipe records held against the historian, load by load: one differs, the changed one."
            ),
            (
                "historian-verdict", Plant7.historian, "trusted",
                "Own clock, own log, no account of the MES; temperatures agree with the chart recorder."
            ),
            (
                "inspection-verdict", Plant7.inspection, "trusted",
                "Ten pins measured again by another inspector on another machine agree."
            ),
        ]
    }
}
