// SPDX-License-Identifier: Apache-2.0

/// One field of a kind: what it holds, who may see it, and from when on it must be there.
package struct Field: Sendable {
    /// As it is typed in commands and stands in entries: `affected-quantity`.
    package let name: String
    package let title: String
    package let type: FieldType
    /// What to write in it.
    package let explanation: String
    package let isList: Bool
    package let bodyClass: BodyClass
    package let requirement: Requirement
    package let change: Change

    package init(
        _ name: String, _ title: String, _ type: FieldType, _ explanation: String,
        isList: Bool = false, bodyClass: BodyClass = .content,
        required requirement: Requirement = .never, changes change: Change = .freely
    ) {
        self.name = name
        self.title = title
        self.type = type
        self.explanation = explanation
        self.isList = isList
        self.bodyClass = bodyClass
        self.requirement = requirement
        self.change = change
    }

    /// Which of the two bodies of an entry the value goes into.
    package enum BodyClass: String, Sendable {
        case content
        /// It says who somebody is, and can be withheld or erased apart.
        case person
    }

    /// From when on the field must be filled.
    package enum Requirement: Hashable, Sendable {
        case never
        /// When the record is opened.
        case always
        /// To enter this state or any that comes after it in the table, cancelled ones aside.
        case from(StateName)
    }

    /// How a value that is there may change.
    package enum Change: Hashable, Sendable {
        /// By amendment, with a reason.
        case freely
        /// Never again once the first state is left.
        case onlyInFirstState
        /// Never again, once it is there: taking a lot off a hold would be releasing it.
        case never
        /// By amendment until the record has reached that state, and never after that: not when it
        /// is opened again either.
        case until(StateName)
        /// Once the first state is left, only because of a record of that kind which was approved.
        case onlyThrough(KindName)
    }
}
