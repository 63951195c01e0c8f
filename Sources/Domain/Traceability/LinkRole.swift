// SPDX-License-Identifier: Apache-2.0

/// What a thing is to an activity, in the words that questions are asked in.
///
/// The source's roles (``Participation/Role``) say how a thing was named; these say what follows
/// from it: whether something went into something, or whether a record rests on somebody's word.
/// The numbers are stored and never change their meaning.
package enum LinkRole: UInt8, CaseIterable, Sendable {
    /// Used up by the activity; goes into whatever it produced or assembled.
    case consumed = 1
    /// Came out of the activity.
    case produced = 2
    /// Worked on by an activity that consumed something, which therefore went into it.
    case assembled = 3
    /// Product that was worked on, looked at, moved or spoken of, and is the same thing afterwards.
    case performedOn = 4
    /// Product that ceased to be.
    case destroyed = 5

    /// What others were put into or taken out of.
    case container = 6
    /// Put into the container.
    case packed = 7
    /// Built into the container, to stay.
    case installed = 8
    /// Taken out of the container.
    case unpacked = 9
    /// Taken out of the assembly it was built into.
    case uninstalled = 10
    /// A container from which everything was taken at once, without saying what.
    case emptied = 11

    case performedBy = 12
    case signedBy = 13
    case performedWith = 14
    case measuredWith = 15
    case governedBy = 16
    case recordedBy = 17
    case evidencedBy = 18

    case orderedUnder = 19
    /// One of several activities that are one transformation: what any consumed, all produced.
    case partOfRun = 20
    case locatedAt = 21
    case movedTo = 22
    case receivedFrom = 23
    case shippedTo = 24
    /// Something that records rely on and the activity is about: the recipe that was changed.
    case about = 25
    /// Named by an activity that is only planned; nothing follows from it.
    case planned = 26
    /// One of several names of the same thing.
    case alias = 27
    /// Named without anything following from it.
    case mentioned = 28
}

/// A set of roles in one word, so that a store can test it row by row.
package struct RoleSet: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// Bit *n* stands for the role with the number *n*.
    package let mask: UInt32

    package init(arrayLiteral roles: LinkRole...) { self.init(roles) }

    package init(_ roles: some Sequence<LinkRole>) {
        mask = roles.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    private init(mask: UInt32) { self.mask = mask }

    package func contains(_ role: LinkRole) -> Bool { mask & 1 << UInt32(role.rawValue) != 0 }

    package func union(_ other: RoleSet) -> RoleSet { RoleSet(mask: mask | other.mask) }

    package static let all = RoleSet(LinkRole.allCases)

    /// Ways in which a record rests on somebody or something: if that is not to be trusted, neither
    /// is the record.
    package static let reliance: RoleSet = [
        .performedBy, .signedBy, .performedWith, .measuredWith, .governedBy, .recordedBy,
        .evidencedBy,
    ]

    /// Ways in which a record speaks for product that is there afterwards.
    ///
    /// What was consumed is not among them: what is left of it was not touched.
    package static let product: RoleSet = [
        .produced, .assembled, .performedOn, .destroyed, .container, .packed, .installed,
        .unpacked, .uninstalled, .emptied,
    ]

    /// Roles in which something goes into something else, or stops being in it.
    package static let flow: RoleSet = [
        .consumed, .produced, .assembled, .container, .packed, .installed, .unpacked,
        .uninstalled, .emptied, .partOfRun, .alias,
    ]

    static let entering: RoleSet = [.packed, .installed]
    static let leaving: RoleSet = [.unpacked, .uninstalled]
    static let moving = entering.union(leaving)
    static let made: RoleSet = [.produced, .assembled]
}
