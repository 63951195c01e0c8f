// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger

/// An activity with everything an entry of it needs but time of receipt and salts.
///
/// Salts come last on purpose: a draft may pass through a file, and what is written to a disk can be
/// found there after the entry was erased.
struct ActivityDraft: Equatable, Sendable {
    let source: String
    let event: String
    let fingerprint: Digest
    let isCorrection: Bool
    let content: [UInt8]
    let person: [UInt8]?

    /// Adds it at the end, in a form that only ``init(_:)`` reads back.
    func append(to bytes: inout [UInt8]) {
        bytes.append(isCorrection ? 1 : 0)
        bytes.append(person == nil ? 0 : 1)
        fingerprint.withUnsafeBytes { bytes.append(contentsOf: $0) }
        var (source, event) = (source, event)
        source.withUTF8 { bytes.append(counted: UnsafeRawBufferPointer($0)) }
        event.withUTF8 { bytes.append(counted: UnsafeRawBufferPointer($0)) }
        content.withUnsafeBytes { bytes.append(counted: $0) }
        person?.withUnsafeBytes { bytes.append(counted: $0) }
    }

    /// Reads what ``append(to:)`` wrote; `nil` when it is something else.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        guard let head = rest.taken(2 + Digest.byteCount),
            let digest = Digest(bytes: head.dropFirst(2)),
            let source = rest.takenCounted(), let event = rest.takenCounted(),
            let content = rest.takenCounted()
        else { return nil }
        isCorrection = head[head.startIndex] == 1
        fingerprint = digest
        self.source = String(decoding: source, as: UTF8.self)
        self.event = String(decoding: event, as: UTF8.self)
        self.content = Array(content)
        if head[head.startIndex + 1] == 1 {
            guard let person = rest.takenCounted() else { return nil }
            self.person = Array(person)
        } else {
            person = nil
        }
        guard rest.isEmpty else { return nil }
    }

    init(
        source: String, event: String, fingerprint: Digest, isCorrection: Bool, content: [UInt8],
        person: [UInt8]?
    ) {
        self.source = source
        self.event = event
        self.fingerprint = fingerprint
        self.isCorrection = isCorrection
        self.content = content
        self.person = person
    }
}

extension [UInt8] {
    /// Adds bytes behind their count.
    mutating func append(counted part: UnsafeRawBufferPointer) {
        Swift.withUnsafeBytes(of: UInt32(clamping: part.count).littleEndian) {
            append(contentsOf: $0)
        }
        append(contentsOf: part)
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate mutating func taken(_ count: Int) -> Self? {
        guard count <= self.count else { return nil }
        let part = prefix(count)
        self = dropFirst(count)
        return part
    }

    fileprivate mutating func takenCounted() -> Self? {
        guard let head = taken(4) else { return nil }
        let count = UnsafeRawBufferPointer(rebasing: head).loadUnaligned(as: UInt32.self)
        return taken(Int(UInt32(littleEndian: count)))
    }
}
