// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import DataIntegrity

/// What a plant decides once and keeps in `plant.json`.
struct PlantSettings: Equatable, Sendable {
    /// The log's name, first line of every checkpoint.
    var origin: String
    /// Where the anchor is, when it is not in the data directory.
    ///
    /// Another disk is better.
    var anchor: String?
    /// The time-stamping service that is asked for a token over a package's checkpoint.
    var timestamping: Timestamping?
    /// The file with the root certificates (PEM) of laboratories whose signatures are trusted.
    var signatureRoots: String?
    /// Whether the plant is invented; every page says so.
    var isDemo = false
    /// What the plant holds its records to, where it says otherwise than the vendor.
    var standards = Standards()

    /// What a guess at a password that is chosen from now on shall cost.
    var scryptCost = ScryptCost.standard

    struct Timestamping: Equatable, Sendable {
        var url: String
        /// The file with the service's root certificates, in PEM; from the data directory on.
        var roots: String
    }

    static let schema = "witnessmark.plant/1"

    /// The text of `plant.json`.
    var json: JSON {
        var members: [JSON.Member] = [
            .init("schema", .string(PlantSettings.schema)), .init("origin", .string(origin)),
        ]
        if let anchor { members.append(.init("anchor", .string(anchor))) }
        if let timestamping {
            members.append(
                .init(
                    "timestamping",
                    ["url": .string(timestamping.url), "roots": .string(timestamping.roots)]))
        }
        if let signatureRoots {
            members.append(.init("signatureRoots", .string(signatureRoots)))
        }
        if let integrity = standards.json { members.append(.init("integrity", integrity)) }
        if let signing = signingJSON { members.append(.init("signing", signing)) }
        if isDemo { members.append(.init("demo", true)) }
        return .object(members)
    }

    init(origin: String) { self.origin = origin }

    /// Reads `plant.json`; an unknown member is refused, since a misspelt setting is no setting.
    init(parsing bytes: [UInt8], from path: String) throws(CommandFailure) {
        func refuse(_ what: String) -> CommandFailure {
            CommandFailure(
                "WM-SETTINGS-001", "\(path): \(what).",
                remedy: "Members are: schema, origin, anchor, timestamping {url, roots}, "
                    + "signatureRoots, integrity {sharedAccounts, sourceClasses}, "
                    + "signing {scryptCost {n, r, p}}, demo.")
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch { throw refuse("\(error)") }
        guard json["schema"]?.text == PlantSettings.schema else {
            throw refuse("schema is not \"\(PlantSettings.schema)\"")
        }
        guard let origin = json["origin"]?.text, !origin.isEmpty else {
            throw refuse("origin should be the log's name")
        }
        self.origin = origin
        for member in json.members ?? [] {
            switch member.name {
            case "schema", "origin": continue
            case "anchor":
                guard let path = member.value.text else { throw refuse("anchor should be a path") }
                anchor = path
            case "timestamping":
                guard let url = member.value["url"]?.text, let roots = member.value["roots"]?.text
                else { throw refuse("timestamping should have url and roots") }
                timestamping = Timestamping(url: url, roots: roots)
            case "signatureRoots":
                guard let path = member.value.text else {
                    throw refuse("signatureRoots should be a path")
                }
                signatureRoots = path
            case "integrity":
                standards = try PlantSettings.standards(member.value, refuse: refuse)
            case "signing":
                scryptCost = try PlantSettings.scryptCost(member.value, refuse: refuse)
            case "demo":
                guard let flag = member.value.bool else {
                    throw refuse("demo should be true or false")
                }
                isDemo = flag
            default: throw refuse("\"\(member.name)\" is not a setting")
            }
        }
    }
}
