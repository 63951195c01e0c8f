// SPDX-License-Identifier: Apache-2.0

/// Where in a document a value is: `inputs[0].quantity`.
///
/// Written out only when there is something to say about it; a document has dozens of values, and
/// hardly ever a problem.
struct MemberPath: ExpressibleByStringLiteral {
    private let member: String
    private var index: Int?
    private var leaf: String?

    init(_ member: String) { self.member = member }

    init(stringLiteral value: String) { member = value }

    /// An item of the list that is here.
    func item(_ index: Int) -> MemberPath {
        var path = self
        path.index = index
        return path
    }

    /// A member of the object that is here.
    func at(_ leaf: String) -> MemberPath {
        var path = self
        path.leaf = leaf
        return path
    }

    /// The path as a message has it.
    var text: String {
        (index.map { "\(member)[\($0)]" } ?? member) + (leaf.map { ".\($0)" } ?? "")
    }

    /// The path without places in lists, as a code has it.
    var plain: String { leaf.map { "\(member).\($0)" } ?? member }
}
