// SPDX-License-Identifier: Apache-2.0
import Records

/// What can be done with nonconforming product, and what each choice asks for (ISO 9000, AS9100 8.7).
package enum DispositionChoice: String, CaseIterable, Sendable {
    case useAsIs = "use-as-is"
    case rework
    case repair
    case scrap
    case returnToSupplier = "return-to-supplier"
    case regrade
    case sortScreen = "sort-screen"
    case other

    package var meaning: String {
        switch self {
        case .useAsIs: "accepted although it does not meet the requirement"
        case .rework: "worked on until it meets the requirement"
        case .repair: "made fit for use though it does not meet the requirement; parts may change"
        case .scrap: "made unusable"
        case .returnToSupplier: "goes back to whom it came from"
        case .regrade: "becomes another grade whose requirement it meets"
        case .sortScreen: "each piece is looked at, and good and bad are parted"
        case .other: "something else, which is explained"
        }
    }

    /// Whether product that misses its requirement goes on as good.
    ///
    /// Then whoever answers for the design says yes, and the customer too when a contract asks.
    package var departsFromRequirement: Bool {
        switch self {
        case .useAsIs, .repair: true
        case .rework, .scrap, .returnToSupplier, .regrade, .sortScreen, .other: false
        }
    }

    /// Whether it must be inspected once more when it was done.
    package var asksForInspection: Bool {
        switch self {
        case .rework, .repair, .sortScreen: true
        case .useAsIs, .scrap, .returnToSupplier, .regrade, .other: false
        }
    }

    /// Whether quality alone may approve it where triage saw no need for the board.
    package var isDecidedByQuality: Bool {
        switch self {
        case .rework, .scrap, .returnToSupplier, .sortScreen: true
        case .useAsIs, .repair, .regrade, .other: false
        }
    }

    /// Fields that it cannot be proposed without.
    var neededFields: [String] {
        switch self {
        case .useAsIs: ["contract-asks"]
        case .rework: ["instruction", "adverse-effects"]
        case .repair: ["instruction", "adverse-effects", "contract-asks"]
        case .scrap: []
        case .returnToSupplier: ["supplier"]
        case .regrade: ["regraded-to"]
        case .sortScreen: ["instruction"]
        case .other: ["explanation"]
        }
    }

    /// What a line says, if it says anything.
    package init?(of line: RecordState) {
        guard let text = line.text("decision"), let choice = DispositionChoice(rawValue: text)
        else {
            return nil
        }
        self = choice
    }

    /// The choices as a field offers them.
    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}
