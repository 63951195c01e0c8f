// SPDX-License-Identifier: Apache-2.0
import Activities

extension TracedActivity {
    /// What the activity means for tracing: the one place where an activity becomes links.
    ///
    /// In the order of the participants, then the system that sent the entry. The rules:
    /// - What is consumed goes into everything that is produced. Product that is worked on by an
    ///   activity which consumes something takes it up too, unless the activity names outputs.
    /// - Only product flows: a material number that is consumed is an ancestor, but what is said to
    ///   produce a material number does not make all its users relatives.
    /// - Inputs without outputs, or outputs without inputs, under one operation are parts of one
    ///   transformation (EPCIS 2.0 §7.4.6, `transformationID`).
    /// - Contents that are only seen in a container were worked on; they were not put in.
    /// - A plan does nothing. An attempt that was aborted did what it did.
    package func links() -> [NamedLink] {
        let shape = Shape(activity)
        var links: [NamedLink] = []
        links.reserveCapacity(activity.participants.count + 1)
        for participation in activity.participants {
            let role = shape.role(of: participation)
            links.append(
                NamedLink(
                    role, participation.thing,
                    terms: LinkTerms(
                        quantity: participation.quantity, revision: participation.revision),
                    state: RoleSet.afterwards.contains(role) ? activity.state : nil))
        }
        if let original = shape.aliased { links.append(NamedLink(.alias, original)) }
        let sender = NamedLink(shape.isPlan ? .planned : .recordedBy, source)
        if !links.contains(where: { $0.role == sender.role && $0.thing == source }) {
            links.append(sender)
        }
        return links
    }
}

extension RoleSet {
    /// Roles of things that the activity's state is said of.
    fileprivate static let afterwards: RoleSet = [
        .produced, .assembled, .performedOn, .destroyed, .container, .packed, .installed,
        .unpacked, .uninstalled,
    ]
}

/// What has to be known of the whole activity before the role of one participant is clear.
private struct Shape {
    let isPlan: Bool
    let effect: Activity.Effect
    /// The thing that other names are given for, when there is exactly one it can be.
    let aliased: Thing?
    private let consumes: Bool
    private let produces: Bool
    private let hasContainer: Bool
    private let hasContents: Bool
    private let worksOnProduct: Bool

    init(_ activity: Activity) {
        let roles = activity.participants.map(\.role)
        isPlan = activity.status == .planned
        effect = activity.effect
        consumes = roles.contains(.input)
        produces = roles.contains(.output)
        hasContainer = roles.contains(.container)
        hasContents = roles.contains { $0 == .content || $0 == .component }
        worksOnProduct = activity.participants.contains {
            $0.role == .subject && $0.thing.kind.isProduct
        }
        let named = activity.participants.filter { $0.role == .subject || $0.role == .output }
        aliased = roles.contains(.alias) && named.count == 1 && !isPlan ? named[0].thing : nil
    }

    func role(of participation: Participation) -> LinkRole {
        if isPlan { return .planned }
        let kind = participation.thing.kind
        let isProduct = kind.isProduct
        switch participation.role {
        case .input: return .consumed
        case .output: return isProduct ? .produced : kind.roleAsTopic
        case .subject: return isProduct ? roleOfSubject : kind.roleAsTopic
        case .container: return roleOfContainer(kind)
        case .content: return inside(.packed, .unpacked, kind)
        case .component: return inside(.installed, .uninstalled, kind)
        case .performer: return .performedBy
        case .signatory: return .signedBy
        case .equipment: return .performedWith
        case .instrument: return .measuredWith
        case .programme, .document: return .governedBy
        case .recorder: return .recordedBy
        case .order:
            return isRun && kind == .operation ? .partOfRun : .orderedUnder
        case .place: return .locatedAt
        case .destinationPlace: return .movedTo
        case .sender: return .receivedFrom
        case .recipient: return .shippedTo
        case .evidence: return .evidencedBy
        case .alias: return aliased == nil ? .mentioned : .alias
        case .about: return kind.roleAsTopic
        case .expected: return .planned
        }
    }

    private var isRun: Bool { consumes != produces && !worksOnProduct }

    private var roleOfSubject: LinkRole {
        switch effect {
        case .create: .produced
        case .destroy: .destroyed
        case .none, .attach, .detach: consumes && !produces ? .assembled : .performedOn
        }
    }

    private func roleOfContainer(_ kind: ThingKind) -> LinkRole {
        switch effect {
        case .attach where hasContents: .container
        case .detach: hasContents ? .container : .emptied
        case .none, .attach, .create, .destroy: kind.roleAsTopic
        }
    }

    private func inside(
        _ entering: LinkRole, _ leaving: LinkRole, _ kind: ThingKind
    ) -> LinkRole {
        switch effect {
        case .attach where hasContainer: entering
        case .detach where hasContainer: leaving
        case .none, .attach, .detach, .create, .destroy: kind.roleAsTopic
        }
    }
}

extension ThingKind {
    /// What a thing of this kind is to an activity that is about it.
    fileprivate var roleAsTopic: LinkRole {
        switch self {
        case .lot, .serial, .container: .performedOn
        case .equipment, .system, .programme, .document, .certificate: .about
        case .material, .order, .operation, .shipment, .person, .account, .party, .place, .record:
            .mentioned
        }
    }
}
