// SPDX-License-Identifier: Apache-2.0
import Canon

/// Writes canonical JSON (RFC 8785) straight to bytes.
///
/// A body is written for every activity that is taken in; building JSON values first would cost
/// three times as much. Whoever writes gives members in the order of their names, which is the
/// canonical one for ASCII names; a test holds every body against the general writer.
struct BodyWriter {
    private(set) var bytes: [UInt8] = []
    /// The names of people, moved out of the content as they are met.
    private(set) var names: [String] = []
    /// Whether the next member or element needs no comma before it.
    private var isFirst = true

    init(reserving count: Int) { bytes.reserveCapacity(count) }

    /// Moves a name out of the content; answers its place in the person body.
    mutating func moveOut(_ name: String) -> Int {
        names.append(name)
        return names.count - 1
    }

    // MARK: Values in an object

    /// A text; nothing when there is none.
    mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        member(name)
        JSON.appendString(value, to: &bytes)
    }

    /// A text that is ASCII and needs no escapes, such as a word of ours or a time.
    mutating func word(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        member(name)
        bytes.append(0x22)
        bytes.append(contentsOf: value.utf8)
        bytes.append(0x22)
    }

    /// A digest in hexadecimal.
    mutating func digest(_ name: StaticString, _ value: Digest) {
        member(name)
        bytes.append(0x22)
        value.withUnsafeBytes { bytes.append(contentsOf: Hex.ascii($0)) }
        bytes.append(0x22)
    }

    /// A whole number.
    mutating func number(_ name: StaticString, _ value: Int64) {
        member(name)
        bytes.append(decimal: value)
    }

    /// An object; nothing when there is no value for it.
    mutating func object<Value>(
        _ name: StaticString, _ value: Value?, _ write: (Value, inout BodyWriter) -> Void
    ) {
        guard let value else { return }
        member(name)
        braced(value, write)
    }

    /// An array of objects; nothing when it is empty.
    mutating func objects<Value>(
        _ name: StaticString, _ values: [Value], _ write: (Value, inout BodyWriter) -> Void
    ) {
        guard !values.isEmpty else { return }
        array(name) { writer in
            for value in values {
                writer.separate()
                writer.braced(value, write)
            }
        }
    }

    /// An array of texts; nothing when it is empty.
    mutating func texts(_ name: StaticString, _ values: [String]) {
        guard !values.isEmpty else { return }
        array(name) { writer in
            for value in values {
                writer.separate()
                JSON.appendString(value, to: &writer.bytes)
            }
        }
    }

    /// A value in braces, outside of everything or after a member's name.
    mutating func braced<Value>(_ value: Value, _ write: (Value, inout BodyWriter) -> Void) {
        bytes.append(0x7B)
        isFirst = true
        write(value, &self)
        bytes.append(0x7D)
        isFirst = false
    }

    private mutating func array(_ name: StaticString, _ write: (inout BodyWriter) -> Void) {
        member(name)
        bytes.append(0x5B)
        isFirst = true
        write(&self)
        bytes.append(0x5D)
        isFirst = false
    }

    private mutating func member(_ name: StaticString) {
        separate()
        bytes.append(0x22)
        bytes.append(ascii: name)
        bytes.append(0x22)
        bytes.append(0x3A)
    }

    private mutating func separate() {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
    }
}
