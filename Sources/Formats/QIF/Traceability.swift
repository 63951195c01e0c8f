// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// Who inspected, for whom, when and under which report, before or after the inspection.
///
/// A document may say it once for all (`PreInspectionTraceability`, or in its results) and again
/// for one inspection. The nearest that says something counts.
struct Traceability: Sendable {
    var organisation: String?
    var customer: String?
    var supplierCode: String?
    var purchaseOrder: String?
    var order: String?
    var report: String?
    var mode: String?
    var scope: String?
    var start: String?
    var end: String?
    var prepared: String?
    var operators: [Person] = []
    var preparer: Person?
    var programmes: [(name: String, version: String?)] = []
    var software: [String] = []
    var plan: String?

    struct Person: Sendable {
        let name: String?
        let employee: String?
    }

    init(_ element: XMLElement) {
        organisation = element.text("InspectingOrganization", "Name")
        customer = element.text("CustomerOrganization", "Name")
        supplierCode = element.text("SupplierCode")
        purchaseOrder = element.text("PurchaseOrderNumber")
        order = element.text("OrderNumber")
        report = element.text("ReportNumber")
        mode =
            element.text("InspectionMode") ?? element.text("InspectionMode", "InspectionModeEnum")
        scope = element.text("InspectionScope")
        start = element.text("InspectionStart")
        end = element.text("InspectionEnd")
        prepared = element.text("ReportPreparationDate")
        operators = element.children("InspectionOperator").map(Person.init)
        preparer = element.child("ReportPreparer").map(Person.init)
        programmes = element.children("InspectionProgram").compactMap { programme in
            (programme.text("Name") ?? programme.text("ProgramName")
                ?? programme.text("File", "Name"))
                .map { ($0, programme.text("Version")) }
        }
        software = (element.child("InspectionSoftwareItems")?.children ?? []).compactMap {
            [$0.text("VendorName"), $0.text("ApplicationName"), $0.text("Version")]
                .compactMap { $0 }.joined(separator: " ")
        }.filter { !$0.isEmpty }
        plan =
            element.text("ReferencedQIFPlanInstance", "ItemQPId")
            ?? element.text("ReferencedQIFPlanInstance", "DocumentQPId")
    }
}

extension Traceability.Person {
    init(_ element: XMLElement) {
        name = element.text("Name")
        employee = element.text("EmployeeId")
    }
}
