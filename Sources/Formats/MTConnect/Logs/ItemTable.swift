// SPDX-License-Identifier: Apache-2.0

/// The items of a log with how often each was reported, found by their bytes.
struct ItemTable: Sendable {
    struct Item: Sendable {
        let bytes: [UInt8]
        let name: String
        let kind: ItemKind
        var count = 0
    }

    private(set) var items: [Item] = []
    private var byBytes: [[UInt8]: Int] = [:]
    /// How many reports were of items that there was no room for.
    private(set) var uncounted = 0

    /// The most items that are told apart; a machine has some hundred.
    static let itemsMax = 10_000
    /// How many items are looked through one by one, which is faster while there are few.
    private static let scannedMax = 32

    /// Counts a report of an item; `nil` when there are too many to tell apart.
    mutating func count(_ name: UnsafeRawBufferPointer) -> Item? {
        guard let index = index(of: name) ?? add(name) else {
            uncounted += 1
            return nil
        }
        items[index].count += 1
        return items[index]
    }

    private func index(of name: UnsafeRawBufferPointer) -> Int? {
        for index in items.indices.prefix(ItemTable.scannedMax)
        where items[index].bytes.count == name.count && name.elementsEqual(items[index].bytes) {
            return index
        }
        guard items.count > ItemTable.scannedMax else { return nil }
        return byBytes[Array(name)]
    }

    private mutating func add(_ name: UnsafeRawBufferPointer) -> Int? {
        guard items.count < ItemTable.itemsMax else { return nil }
        let bytes = Array(name)
        let text = String(decoding: bytes, as: UTF8.self)
        // `Hurco04:exec` is the item `exec` of a device that shares its adapter with others.
        let local = text.utf8.lastIndex(of: 0x3A).map { String(text[$0...].dropFirst()) } ?? text
        items.append(Item(bytes: bytes, name: text, kind: ItemKind(adapterName: local)))
        byBytes[bytes] = items.count - 1
        return items.count - 1
    }
}
