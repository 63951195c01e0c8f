// SPDX-License-Identifier: Apache-2.0

/// An event as a tree, the same for JSON-LD and XML, so that one builder serves both.
///
/// The shape is XML's: a list is a node with one child an item, attributes are children, the
/// content of `bizTransaction` is its text and its type a child.
struct EventNode {
    var name: QualifiedName
    /// The text, without the white space round it.
    var text = ""
    var children: [EventNode] = []
    /// Whether the value was of a kind that cannot stand there, such as `null`.
    var isNull = false
    /// Where it is in the file.
    var spot: Spot

    /// Where a node is: a line in XML, a way through the members in JSON.
    enum Spot: Equatable {
        case line(UInt64, column: UInt64, offset: UInt64)
        /// The member it was read from and, in an array, its number there.
        case member(String, Int?)
        /// An item of a list whose own node is the member.
        case item(Int)
    }

    /// The first child in no namespace with a name.
    func child(_ name: StaticString) -> EventNode? {
        children.first { $0.isNamed(name) }
    }

    /// Whether it has that name in no namespace.
    func isNamed(_ name: StaticString) -> Bool {
        name.hasPointerRepresentation && self.name.namespace.isEmpty
            && self.name.local.utf8.elementsEqual(
                UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
}
