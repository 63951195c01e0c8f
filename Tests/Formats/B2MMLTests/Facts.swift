// SPDX-License-Identifier: Apache-2.0
import Activities
import B2MML
import Canon
import Fixtures
import Reading

/// A document read to its end.
func read(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> ReadBatch {
    B2MMLFormat().read(Array(text.utf8), options)
}

extension Activity {
    func all(_ role: Participation.Role) -> [Participation] {
        participants.filter { $0.role == role }
    }

    func first(_ role: Participation.Role) -> String? { all(role).first?.thing.name }

    func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The entry of a batch record that this is, or is about, without the record's name.
    func entry(_ role: Participation.Role) -> String {
        all(role).filter { $0.thing.kind == .record && $0.thing.name.contains("/") }
            .first?.thing.name.split(separator: "/").last.map(String.init) ?? "-"
    }
}

/// What should be there, as a text that no expected line has when it is not.
func said(_ text: String?) -> String { text ?? "MISSING" }

func said(_ time: SourceTime?) -> String { time?.text ?? "MISSING" }

func said(_ verdict: MeasuredResult.Verdict?) -> String { verdict?.rawValue ?? "MISSING" }

/// The facts that an activity states, in the words of `b2mml-by-hand.py`.
func facts(_ activity: Activity) -> [String] {
    var lines: [String] = []
    func amount(_ quantity: Quantity?) -> String {
        quantity.map { "\($0.value) \($0.unit ?? "")" } ?? "-"
    }
    switch activity.kind {
    case "MaterialLot", "MaterialSubLot":
        let lot = activity.all(.subject)[0]
        lines.append(
            "lot \(lot.thing.name) \(activity.sourceState ?? "-") \(amount(lot.quantity))")
        if let until = activity.valid?.until {
            lines.append("lot \(lot.thing.name) ExpiryDate=\(until.text)")
        }
    case "MaterialDefinition":
        for attribute in activity.attributes
        where attribute.name != "xmlns" && attribute.name != "message" {
            lines.append(
                "material \(said(activity.first(.about))) \(attribute.name)=\(attribute.value)")
        }
    case "SegmentResponse", "JobResponse", "SegmentRequirement":
        for part in activity.participants {
            guard [.input, .output, .subject].contains(part.role), let quantity = part.quantity
            else { continue }
            let verb = activity.status == .planned ? "planned" : "done"
            lines.append(
                "\(verb) \(said(activity.step)) \(part.meaning ?? "-") \(part.thing.name) "
                    + amount(quantity))
        }
        if activity.kind == "JobResponse" {
            let master = activity.all(.document)[0]
            lines.append(
                "job \(said(activity.step)) \(said(activity.occurred)) \(said(activity.ended)) "
                    + "\(master.thing.name) v\(said(master.revision)) \(said(activity.first(.performer))) "
                    + said(activity.first(.equipment)))
            lines += activity.results.map { "result \($0.name) \($0.value) \(said($0.unit)) - -" }
        }
    case "MasterRecipe", "ControlRecipe", "RecipeElement":
        for part in activity.all(.signatory) + activity.all(.performer) {
            let verb = part.role == .signatory ? "approved" : "written"
            lines.append(
                "\(verb) \(said(activity.first(.about))) \(part.thing.name) \(part.at?.text ?? "-")"
            )
        }
    case "Event": lines += eventFacts(activity, amount)
    case "Change":
        lines.append(
            "change \(activity.entry(.subject)) \(activity.entry(.about)) "
                + "\(said(activity.value("PrechangeData"))) because "
                + (activity.value("Reason") ?? (activity.blanks == ["Reason"] ? "nothing" : "?")))
    case "Comment":
        lines.append(
            "comment \(activity.entry(.about)) \(said(activity.first(.performer))): "
                + said(activity.summary))
    case "PersonnelIdentificationManifest":
        let about = "\(activity.entry(.about)) \(said(activity.step))"
        if let part = activity.all(.signatory).first {
            lines.append("signed \(about) \(part.thing.name) \(said(part.at))")
        } else if activity.blanks.contains("Name") {
            lines.append("unsigned \(about)")
        }
    case "SampleTest":
        for result in activity.results {
            lines.append(
                "tested \(result.name) \(result.value) \(said(result.unit)) \(said(result.lowerLimit)) "
                    + "\(said(result.upperLimit)) claimed \(said(result.claimed)) is \(said(result.computed)) "
                    + "with \(said(result.instrument))")
        }
    case "ResourceQualificationsManifest":
        let resource = activity.all(.about).first { $0.thing.kind != .record }
        lines.append(
            "qualified \(said(resource?.thing.name)) \(said(activity.sourceState)) until "
                + said(activity.valid?.until))
    default: break
    }
    return lines
}

private func eventFacts(_ event: Activity, _ amount: (Quantity?) -> String) -> [String] {
    let key = event.entry(.subject)
    let subtype = said(event.value("EventSubType"))
    var lines = [
        "event \(key) \(said(event.value("EventType"))) \(subtype) \(said(event.occurred)) "
            + "\(event.first(.performer) ?? "-") \(said(event.step))"
    ]
    for part in event.all(.input) + event.all(.output) {
        lines.append("moved \(key) \(subtype) \(part.thing.name) \(amount(part.quantity))")
    }
    for result in event.results {
        lines.append(
            "result \(result.name) \(result.value) \(said(result.unit)) \(said(result.lowerLimit)) "
                + said(result.upperLimit))
    }
    if let exception = event.exception {
        lines.append("exception \(key) \(exception.rawValue) \(event.entry(.about))")
    }
    return lines
}
