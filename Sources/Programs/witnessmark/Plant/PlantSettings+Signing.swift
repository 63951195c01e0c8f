// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// What a plant settles about passwords: `"signing": {"scryptCost": {"n": 32768, "p": 3, "r": 8}}`.
extension PlantSettings {
    /// `nil` where the vendor's cost holds.
    var signingJSON: JSON? {
        guard scryptCost != .standard else { return nil }
        return [
            "scryptCost": [
                "n": .integer(Int64(scryptCost.rounds)),
                "p": .integer(Int64(scryptCost.parallelism)),
                "r": .integer(Int64(scryptCost.blockSize)),
            ]
        ]
    }

    static func scryptCost(
        _ json: JSON, refuse: (String) -> CommandFailure
    ) throws(CommandFailure) -> ScryptCost {
        guard let cost = json["scryptCost"], json.members?.count == 1,
            let rounds = cost["n"]?.integer, let blockSize = cost["r"]?.integer,
            let parallelism = cost["p"]?.integer, cost.members?.count == 3
        else { throw refuse("signing should be {scryptCost {n, r, p}}") }
        let wanted = ScryptCost(
            rounds: Int(rounds), blockSize: Int(blockSize), parallelism: Int(parallelism))
        guard wanted.isUsable else {
            throw refuse("signing.scryptCost should be what scrypt takes: n a power of two, 1 GiB")
        }
        return wanted
    }
}
