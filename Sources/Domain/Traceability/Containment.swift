// SPDX-License-Identifier: Apache-2.0
import Canon

/// A stay of one thing inside another, from when it was put in until it was taken out.
struct Stay: Hashable, Sendable {
    let container: ThingID
    let content: ThingID
    /// The link by which the content was put in.
    let entry: TraceLink
    /// The link by which it was taken out, or the container emptied.
    let exit: TraceLink?

    var period: Period { Period(since: entry.period.since, until: exit?.period.end) }

    fileprivate func ended(by link: TraceLink) -> Stay {
        Stay(container: container, content: content, entry: entry, exit: link)
    }
}

/// How the stays of a thing follow from links.
///
/// A stay begins with each putting in and lasts until the first taking out of that container that
/// comes after it, or until the container is emptied. Being put into another container ends
/// nothing: sources forget to say what was taken out, and a recall must not rest on a guess.
extension LinkBook {
    /// What the thing was ever put into or taken out of, as named.
    ///
    /// Needs the links of the thing and of its entering and leaving activities.
    func containers(of content: ThingID) -> [ThingID] {
        var containers: [ThingID] = []
        for move in links(of: content) where RoleSet.moving.contains(move.role) {
            for link in links(from: move.activity) where link.role == .container {
                containers.append(link.thing)
            }
        }
        return containers
    }

    /// What was ever put into the thing or taken out of it, as named.
    ///
    /// Needs the links of the thing and of the activities in which it is the container.
    func contents(of container: ThingID) -> [ThingID] {
        var contents: [ThingID] = []
        for packing in links(of: container) where packing.role == .container {
            for link in links(from: packing.activity) where RoleSet.moving.contains(link.role) {
                contents.append(link.thing)
            }
        }
        return contents
    }

    /// The stays of `content`, in order of their beginning.
    ///
    /// Needs what ``containers(of:)`` needs, and the links of those containers. That a container
    /// was emptied is left to ``clipped(_:)``.
    func stays(of content: ThingID) -> [Stay] {
        let content = canonical(content)
        let moves = links(of: content).filter { RoleSet.moving.contains($0.role) }
        return moves.indices.filter { RoleSet.entering.contains(moves[$0].role) }.flatMap { index in
            containers(in: moves[index].activity, of: content).map { container in
                let exit = moves[(index + 1)...].first { later in
                    RoleSet.leaving.contains(later.role)
                        && containers(in: later.activity, of: content).contains(container)
                }
                return Stay(
                    container: container, content: content, entry: moves[index], exit: exit)
            }
        }
    }

    /// The stays inside `container`, in order of their beginning.
    ///
    /// Needs what ``contents(of:)`` needs, and the links of those contents.
    func stays(in container: ThingID) -> [Stay] {
        let container = canonical(container)
        var stays: [Stay] = []
        var open: [ThingID: [Int]] = [:]
        for link in links(of: container) {
            if link.role == .emptied {
                for index in open.values.joined() { stays[index] = stays[index].ended(by: link) }
                open.removeAll()
            } else if link.role == .container {
                for moved in links(from: link.activity) {
                    let content = canonical(moved.thing)
                    if content == container { continue }
                    if RoleSet.entering.contains(moved.role) {
                        open[content, default: []].append(stays.count)
                        stays.append(
                            Stay(container: container, content: content, entry: moved, exit: nil))
                    } else if RoleSet.leaving.contains(moved.role) {
                        for index in open.removeValue(forKey: content) ?? [] {
                            stays[index] = stays[index].ended(by: moved)
                        }
                    }
                }
            }
        }
        return stays
    }

    /// The stay, ended where its container was emptied.
    ///
    /// Needs the links of the container.
    func clipped(_ stay: Stay) -> Stay {
        let emptying = links(of: stay.container).first { link in
            link.role == .emptied && stay.entry.precedes(link)
        }
        guard let emptying else { return stay }
        if let exit = stay.exit, exit.precedes(emptying) { return stay }
        return stay.ended(by: emptying)
    }

    private func containers(in activity: EntryPosition, of content: ThingID) -> [ThingID] {
        links(from: activity).filter { $0.role == .container }.map { canonical($0.thing) }
            .filter { $0 != content }
    }
}
