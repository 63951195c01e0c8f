// SPDX-License-Identifier: Apache-2.0

/// What kinds of record a document has, told by their elements' local names.
enum RecordKind: Sendable {
    case lot, sublot, definition
    /// A report of what was done, as a whole and for one order.
    case performance, response
    /// One executed step.
    case segment
    /// A plan as a whole and for one order.
    case schedule, request
    /// One planned step.
    case requirement
    case recipe, recipeElement
    case batchRecord
    /// A batch record's own entries (ISA-88.04).
    case event, change, comment, dataSet, signature, qualification, sample, sampleTest
    case testResult, operationsEvent, workAlert
    /// Anything else with an id: a class, a person, a piece of equipment, a calendar.
    case other

    /// The kind of an element under a parent; `nil` when it is a part of a record.
    init?(_ local: String, in parent: String?) {
        switch (local, parent) {
        case ("Event", "Events"): self = .event
        case ("Change", "ChangeHistory"): self = .change
        case ("Comment", "Comments"): self = .comment
        case ("Sample", "Samples"): self = .sample
        case ("DataSet", "DataSets"): self = .dataSet
        // In its record wrapper the element has the name of its type.
        case ("RecipeElementType", "RecipeElementRecord"): self = .recipeElement
        default:
            guard let kind = RecordKind.named[local] else { return nil }
            self = kind
        }
    }

    /// Whether it only holds others, and is worth an activity only for what it says itself.
    var isHolder: Bool {
        switch self {
        case .performance, .response, .schedule, .request, .recipeElement: true
        case .lot, .sublot, .definition, .segment, .requirement, .recipe, .batchRecord, .event,
            .change, .comment, .dataSet, .signature, .qualification, .sample, .sampleTest,
            .testResult, .operationsEvent, .workAlert, .other:
            false
        }
    }

    /// Whether the same thing may be said again later in other words: a status, a plan.
    var isStatement: Bool {
        switch self {
        case .lot, .sublot, .definition, .schedule, .request, .requirement, .recipe,
            .recipeElement, .other:
            true
        case .performance, .response, .segment, .batchRecord, .event, .change, .comment, .dataSet,
            .signature, .qualification, .sample, .sampleTest, .testResult, .operationsEvent,
            .workAlert:
            false
        }
    }

    /// Parts that are described inside a record and are no records themselves.
    static let opaque: Set<String> = [
        "AssemblyLot", "AssemblySubLot", "AssemblyDefinition", "AssemblyActual",
        "AssemblyRequirement", "RequestedSegmentResponse", "OperationsEventRecord",
        "ApplicationArea",
    ]

    /// Records of which the record round them keeps a short form.
    static let mentioned: Set<String> = [
        "MasterRecipe", "ControlRecipe", "WorkDirective", "WorkMaster", "MaterialSubLot",
    ]

    /// Elements that hold a batch record's entries and say nothing themselves.
    static let sections: Set<String> = [
        "ChangeHistory", "Comments", "ControlRecipes", "DataSets", "Events", "MasterRecipes",
        "PersonnelIdentification", "OperationsDefinitions", "OperationsPerformances",
        "OperationsSchedules", "RecipeElements", "ResourceQualifications", "Samples",
        "WorkDirectives", "WorkMasters", "WorkPerformances", "WorkSchedules",
        "ControlRecipeRecord", "MasterRecipeRecord", "OperationsDefinitionRecord",
        "OperationsPerformanceRecord", "OperationsScheduleRecord", "RecipeElementRecord",
        "WorkDirectiveRecord", "WorkDirectiverRecord", "WorkMasterRecord",
        "WorkPerformanceRecord", "WorkScheduleRecord",
    ]

    private static let named: [String: RecordKind] = [
        "MaterialLot": .lot, "MaterialSubLot": .sublot, "MaterialSubLotChild": .sublot,
        "MaterialDefinition": .definition, "MaterialClass": .definition,
        "ProductionPerformance": .performance, "OperationsPerformance": .performance,
        "WorkPerformance": .performance, "WorkPerformanceChild": .performance,
        "ProductionResponse": .response, "OperationsResponse": .response,
        "WorkResponse": .response, "WorkResponseChild": .response,
        "SegmentResponse": .segment, "SegmentResponseChild": .segment, "JobResponse": .segment,
        "ProductionSchedule": .schedule, "OperationsSchedule": .schedule,
        "WorkSchedule": .schedule, "WorkScheduleChild": .schedule,
        "ProductionRequest": .request, "OperationsRequest": .request, "WorkRequest": .request,
        "WorkRequestChild": .request,
        "SegmentRequirement": .requirement, "SegmentRequirementChild": .requirement,
        "JobOrder": .requirement,
        "MasterRecipe": .recipe, "ControlRecipe": .recipe, "GRecipe": .recipe,
        "GeneralRecipe": .recipe, "SiteRecipe": .recipe, "RecipeElement": .recipeElement,
        "BatchProductionRecord": .batchRecord,
        "PersonnelIdentificationManifest": .signature,
        "ResourceQualificationsManifest": .qualification, "SampleTest": .sampleTest,
        "TestResult": .testResult, "TestResultChild": .testResult,
        "OperationsEvent": .operationsEvent, "OperationsEventChild": .operationsEvent,
        "WorkAlert": .workAlert,
        "WorkMaster": .definition, "WorkMasterChild": .definition, "WorkDirective": .definition,
        "WorkDirectiveChild": .definition, "OperationsDefinition": .definition,
        "ProductDefinition": .definition, "ProductionRule": .definition,
        "ProcessSegment": .definition,
        "Person": .other, "PersonnelClass": .other, "Equipment": .other, "EquipmentClass": .other,
        "PhysicalAsset": .other, "PhysicalAssetClass": .other, "OperationalLocation": .other,
        "TestSpecification": .other, "QualificationTestSpecification": .other,
        "EquipmentCapabilityTestSpecification": .other, "EnumerationSet": .other,
        "OperationsEventClass": .other, "OperationsEventDefinition": .other,
        "WorkAlertDefinition": .other, "BatchListEntry": .other,
        "WorkflowSpecification": .other, "WorkCalendar": .other,
    ]
}
