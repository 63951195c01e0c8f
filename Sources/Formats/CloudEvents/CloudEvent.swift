// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// One event in the CloudEvents 1.0 envelope, as its JSON format writes it.
///
/// Only what the specification says and we use is taken apart; extensions keep their order.
package struct CloudEvent: Sendable {
    /// What the event carries.
    package enum Payload: Sendable {
        /// There is none.
        case none
        /// `data` of a JSON content type, or text of another one.
        case data(JSON)
        /// `data_base64`, decoded.
        case binary([UInt8])
    }

    package var id: String
    package var source: String
    package var type: String
    package var subject: String?
    /// When it happened, as the producer wrote it; the specification allows it to be absent.
    package var time: String?
    package var contentType: MediaType?
    package var schema: String?
    package var payload: Payload
    /// Attributes the specification does not name, by name, in order.
    package var extensions: [JSON.Member]

    /// The text of an extension; `nil` when it is absent or no text.
    package func text(of name: String) -> String? {
        extensions.first { $0.name.hasSameBytes(as: name) }?.value.text
    }
}

extension CloudEvent {
    /// The version of the specification that is read.
    package static let specificationVersion = "1.0"
    /// The longest `id`, `type` and `subject` in bytes: they go into a header of bounded size.
    package static let nameBytesMax = 1_024
    /// The longest `source` and `dataschema` in bytes; a source is also the name of a system.
    package static let addressBytesMax = 1_024
    /// The most extensions an event may have; the specification asks for few and small ones.
    package static let extensionsMax = 64
}
