// SPDX-License-Identifier: Apache-2.0

/// One of the three forms of a first article inspection report (AS9102 Rev B and C).
package enum Form: Int, CaseIterable, Hashable, Sendable {
    /// Part number accountability.
    case part = 1
    /// Product accountability: materials, special processes, functional tests.
    case product = 2
    /// Characteristic accountability.
    case characteristics = 3

    /// What the form is about, as its head says it.
    package var title: String {
        switch self {
        case .part: "Part Number Accountability"
        case .product: "Product Accountability"
        case .characteristics: "Characteristic Accountability"
        }
    }
}

/// A numbered field of one of the forms.
///
/// Numbers and names are those that published templates agree on. The standard's own text was not
/// at hand, and of Form 1 the templates do not agree on the numbers after 19: Rev C's are used.
package struct FormField: Hashable, Sendable {
    package let form: Form
    package let number: Int
    package let title: String
    package let need: Need

    /// Whether it must be filled in.
    package enum Need: String, Hashable, Sendable {
        case required
        /// Required where it applies.
        case conditional
        case optional
    }

    private init(_ form: Form, _ number: Int, _ title: String, _ need: Need) {
        self.form = form
        self.number = number
        self.title = title
        self.need = need
    }

    /// The field of a number; `nil` when the form has none.
    package init?(_ form: Form, _ number: Int) {
        guard let field = FormField.fields(of: form).first(where: { $0.number == number }) else {
            return nil
        }
        self = field
    }

    /// Number and name, as a table's head has them: `8. Requirement`.
    package var heading: String { "\(number). \(title)" }

    /// All fields of a form in their order.
    package static func fields(of form: Form) -> [FormField] {
        switch form {
        case .part: part
        case .product: header(.product) + product
        case .characteristics: header(.characteristics) + characteristics
        }
    }

    /// Fields 1 to 4, which every form repeats.
    private static func header(_ form: Form) -> [FormField] {
        part.prefix(4).map { FormField(form, $0.number, $0.title, $0.need) }
    }

    private static let part = [
        FormField(.part, 1, "Part Number", .required),
        FormField(.part, 2, "Part Name", .required),
        FormField(.part, 3, "Serial Number", .conditional),
        FormField(.part, 4, "FAIR Identifier", .required),
        FormField(.part, 5, "Part Revision Level", .conditional),
        FormField(.part, 6, "Drawing Number", .conditional),
        FormField(.part, 7, "Drawing Revision Level", .conditional),
        FormField(.part, 8, "Additional Changes", .conditional),
        FormField(.part, 9, "Manufacturing Process Reference", .required),
        FormField(.part, 10, "Organization Name", .required),
        FormField(.part, 11, "Supplier Code", .optional),
        FormField(.part, 12, "Purchase Order Number", .optional),
        FormField(.part, 13, "Detail or Assembly FAI", .required),
        FormField(.part, 14, "Full or Partial FAI", .required),
        FormField(.part, 15, "Index Part Number", .conditional),
        FormField(.part, 16, "Index Part Name", .conditional),
        FormField(.part, 17, "Index Part Type", .conditional),
        FormField(.part, 18, "Index FAIR Identifier", .conditional),
        FormField(.part, 19, "Contains a Documented Nonconformance", .required),
        FormField(.part, 20, "FAIR Verified By", .required),
        FormField(.part, 21, "Date Verified", .required),
        FormField(.part, 22, "FAIR Reviewed or Approved By", .required),
        FormField(.part, 23, "Date Reviewed or Approved", .required),
        FormField(.part, 24, "Customer Approval", .conditional),
        FormField(.part, 25, "Customer Approval Date", .conditional),
        FormField(.part, 26, "Comments", .optional),
    ]

    private static let product = [
        FormField(.product, 5, "Material or Process Name", .conditional),
        FormField(.product, 6, "Specification Number", .conditional),
        FormField(.product, 7, "Code", .optional),
        FormField(.product, 8, "Supplier", .conditional),
        FormField(.product, 9, "Customer Approval Verification", .conditional),
        FormField(.product, 10, "Certificate of Conformance Number", .conditional),
        FormField(.product, 11, "Functional Test Procedure Number", .conditional),
        FormField(.product, 12, "Acceptance Report Number", .conditional),
        FormField(.product, 13, "Comments", .optional),
    ]

    private static let characteristics = [
        FormField(.characteristics, 5, "Characteristic Number", .required),
        FormField(.characteristics, 6, "Reference Location", .conditional),
        FormField(.characteristics, 7, "Characteristic Designator", .conditional),
        FormField(.characteristics, 8, "Requirement", .required),
        FormField(.characteristics, 9, "Results", .required),
        FormField(.characteristics, 10, "Designed or Qualified Tooling", .conditional),
        FormField(.characteristics, 11, "Nonconformance Number", .conditional),
        FormField(.characteristics, 12, "Additional Data or Comments", .optional),
    ]
}
