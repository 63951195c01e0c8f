// SPDX-License-Identifier: Apache-2.0

/// The number that stands for a thing's kind and name wherever links are kept and walked.
///
/// Numbers are given in the order in which things are first named in the log, so a store that is
/// rebuilt gives the same ones. They mean nothing outside one store.
package struct ThingID: Hashable, Comparable, Sendable {
    package let number: Int64

    package init(_ number: Int64) { self.number = number }

    package static func < (left: ThingID, right: ThingID) -> Bool { left.number < right.number }
}
