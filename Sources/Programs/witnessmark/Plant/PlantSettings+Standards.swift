// SPDX-License-Identifier: Apache-2.0
import Canon
import DataIntegrity

extension PlantSettings {
    /// Reads the member `integrity`: what the plant holds its records to.
    static func standards(
        _ json: JSON, refuse: (String) -> CommandFailure
    ) throws(CommandFailure) -> Standards {
        var standards = Standards()
        guard let members = json.members else { throw refuse("integrity should be an object") }
        for member in members {
            switch member.name {
            case "sharedAccounts":
                let names = (member.value.elements ?? []).compactMap(\.text)
                guard let elements = member.value.elements, names.count == elements.count,
                    !names.contains("")
                else { throw refuse("integrity.sharedAccounts should be a list of names") }
                standards.sharedAccounts = names
            case "sourceClasses":
                guard let classes = member.value.members else {
                    throw refuse("integrity.sourceClasses should be an object")
                }
                for source in classes {
                    guard let named = source.value.text.flatMap(SourceClass.init(rawValue:)) else {
                        let known = SourceClass.allCases.map(\.rawValue).joined(separator: ", ")
                        throw refuse(
                            "integrity.sourceClasses: \(source.name) should be one of \(known)")
                    }
                    standards.sourceClasses[ExactText(source.name)] = named
                }
            default: throw refuse("\"integrity.\(member.name)\" is not a setting")
            }
        }
        return standards
    }
}

extension Standards {
    /// What `plant.json` says; nothing where all is as the vendor has it.
    var json: JSON? {
        var members: [JSON.Member] = []
        if namesSharedAccounts {
            members.append(
                .init("sharedAccounts", .array(sharedAccounts.map { .string($0) })))
        }
        if !sourceClasses.isEmpty {
            let classes = sourceClasses.sorted { $0.key.text < $1.key.text }
            members.append(
                .init(
                    "sourceClasses",
                    .object(classes.map { JSON.Member($0.key.text, .string($0.value.rawValue)) })))
        }
        return members.isEmpty ? nil : .object(members)
    }
}
