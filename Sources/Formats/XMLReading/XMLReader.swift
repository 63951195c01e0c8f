// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// Reads XML as it arrives, in pieces of any size, with bounded memory.
///
/// libxml2's push parser does the reading. What it is never asked to do: load a DTD, expand an
/// entity beyond XML's own five, open a file, use the network. A document with a DOCTYPE is refused
/// at that line, before anything in it could be declared.
///
/// A class, because the C parser calls back with a pointer to it and it owns the C parser. It
/// belongs to whoever reads and is not `Sendable`.
package final class XMLReader {
    /// How much is given to the parser at a time, so that events do not pile up: 16 KiB.
    private static let pieceBytes = 16_384

    private let limits: XMLLimits
    private var parser: xmlParserCtxtPtr?
    private var events: [XMLEvent] = []
    private var problem: XMLProblem?
    private var text: [UInt8] = []
    private var textBytes = 0
    private var names: [XMLNameKey: XMLName] = [:]
    private var recentNames = [(key: XMLNameKey, name: XMLName)?](
        repeating: nil, count: XMLReader.recentNamesMax)
    private var depth = 0
    private var sawRoot = false
    private var hasEnded = false

    package init(limits: XMLLimits = XMLLimits()) {
        self.limits = limits
        _ = XMLReader.isPrepared
        var handler = XMLReader.handler
        parser = xmlCreatePushParserCtxt(
            &handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        if let parser {
            // Never XML_PARSE_NOENT or XML_PARSE_DTDLOAD: see the comment on this class.
            xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
        } else {
            problem = XMLProblem(.outOfMemory, at: XMLPlace(line: 1, column: 1, offset: nil))
        }
    }

    deinit { if let parser { xmlFreeParserCtxt(parser) } }

    /// Reads the next bytes and hands on what they complete, in order.
    ///
    /// What was complete before a problem is handed on first. After a problem nothing more is read
    /// and every call throws the same problem again.
    package func feed(
        _ chunk: UnsafeRawBufferPointer, _ take: (XMLEvent) -> Void
    ) throws(XMLProblem) {
        var rest = chunk[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(XMLReader.pieceBytes))
            rest = rest.dropFirst(XMLReader.pieceBytes)
            try parse(piece, isLast: false, take)
        }
    }

    /// Says that the file has ended.
    package func finish(_ take: (XMLEvent) -> Void) throws(XMLProblem) {
        if let problem { throw problem }
        let isTruncated = !sawRoot || depth > 0
        do throws(XMLProblem) {
            try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, take)
        } catch {
            // Whatever words the parser has for a missing end, the end is what is missing.
            guard isTruncated, isAtEndOfInput(error) else { throw error }
            throw XMLProblem(sawRoot ? .truncated : .empty, at: error.place)
        }
        hasEnded = true
    }

    /// Whether the elements' offsets are those of the file, which is so for UTF-8 only.
    package var hasFileOffsets: Bool {
        guard let input = parser?.pointee.input, let buffer = input.pointee.buf else {
            return false
        }
        return buffer.pointee.encoder == nil
    }

    /// The bytes of the file that are read for good: no tag to come begins before it.
    package var position: UInt64? { place.offset }

    // MARK: Driving the parser

    private func parse(
        _ piece: UnsafeRawBufferPointer, isLast: Bool, _ take: (XMLEvent) -> Void
    ) throws(XMLProblem) {
        if let problem { throw problem }
        guard let parser else { return }
        let bytes = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = withExtendedLifetime(self) {
            xmlParseChunk(parser, bytes, Int32(piece.count), isLast ? 1 : 0)
        }
        flushText()
        if problem == nil, parser.pointee.wellFormed == 0 {
            problem = XMLProblem(.notWellFormed("unreadable"), at: place)
        }
        // Taken out for the time being, so that each is lent and not copied.
        var complete: [XMLEvent] = []
        swap(&complete, &events)
        for index in complete.indices { take(complete[index]) }
        complete.removeAll(keepingCapacity: true)
        swap(&complete, &events)
        if let problem { throw problem }
    }

    private func isAtEndOfInput(_ problem: XMLProblem) -> Bool {
        switch problem.kind {
        case .notWellFormed, .encoding: true
        case .documentType, .tooDeep, .tooManyAttributes, .nameTooLong, .attributeTooLong,
            .textTooLong, .truncated, .empty, .outOfMemory:
            false
        }
    }

    /// Stops reading for good.
    private func refuse(_ kind: XMLProblem.Kind, at place: XMLPlace) {
        guard problem == nil else { return }
        problem = XMLProblem(kind, at: place)
        xmlStopParser(parser)
    }

    // MARK: Places

    /// Where the parser is.
    private var place: XMLPlace {
        guard let input = parser?.pointee.input?.pointee else {
            return XMLPlace(line: 1, column: 1, offset: nil)
        }
        return XMLPlace(
            line: UInt64(max(input.line, 1)), column: UInt64(max(input.col, 1)),
            offset: offset(input))
    }

    private func offset(_ input: xmlParserInput) -> UInt64? {
        guard hasFileOffsets, let base = input.base, let cursor = input.cur else { return nil }
        return UInt64(input.consumed) + UInt64(cursor - base)
    }

    /// Where the tag begins that the parser is at the end of.
    ///
    /// A `<` cannot stand inside a tag, so the nearest one before the cursor begins it. Where it
    /// has left the parser's window, which holds at least the tag being read, there is no answer.
    private var tagPlace: XMLPlace {
        guard let input = parser?.pointee.input?.pointee, let base = input.base,
            let cursor = input.cur
        else { return place }
        var at = cursor
        var lines: UInt64 = 0
        var characters: UInt64 = 0
        while at > base {
            at -= 1
            if at.pointee == 0x0A { lines += 1 }
            if at.pointee & 0xC0 != 0x80 { characters += 1 }
            if at.pointee == 0x3C { break }
        }
        guard at.pointee == 0x3C else {
            return XMLPlace(line: place.line, column: place.column, offset: nil)
        }
        let here = place
        let column =
            lines == 0 ? here.column - min(characters, here.column - 1) : columnOf(at, base)
        return XMLPlace(
            line: here.line - min(lines, here.line - 1), column: column,
            offset: here.offset.map { $0 - UInt64(cursor - at) })
    }

    /// The column of a byte in the window, counted from the line break before it.
    private func columnOf(_ byte: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>) -> UInt64 {
        var at = byte
        var column: UInt64 = 1
        while at > base, (at - 1).pointee != 0x0A {
            at -= 1
            if at.pointee & 0xC0 != 0x80 { column += 1 }
        }
        return column
    }

    // MARK: What the parser found

    fileprivate func started(_ tag: RawTag) {
        flushText()
        textBytes = 0
        guard problem == nil else { return }
        sawRoot = true
        depth += 1
        let place = tagPlace
        guard depth <= limits.depth else {
            return refuse(.tooDeep(limit: limits.depth), at: place)
        }
        guard tag.attributeCount <= limits.attributes, tag.namespaceCount <= limits.attributes
        else { return refuse(.tooManyAttributes(limit: limits.attributes), at: place) }
        guard let name = name(tag.local, tag.namespace) else {
            return refuse(.nameTooLong(limitBytes: limits.nameBytes), at: place)
        }
        var attributes: [XMLAttribute] = []
        attributes.reserveCapacity(tag.attributeCount)
        for index in 0..<tag.attributeCount {
            guard let attribute = tag.attribute(index) else { continue }
            guard attribute.value.count <= limits.attributeBytes else {
                return refuse(.attributeTooLong(limitBytes: limits.attributeBytes), at: place)
            }
            guard let name = self.name(attribute.local, attribute.namespace) else {
                return refuse(.nameTooLong(limitBytes: limits.nameBytes), at: place)
            }
            attributes.append(XMLAttribute(name, RawTag.text(attribute.value)))
        }
        events.append(
            .start(
                XMLStartTag(
                    name: name, attributes: attributes, namespaces: tag.namespaces, place: place)))
    }

    fileprivate func ended(_ local: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?) {
        flushText()
        textBytes = 0
        guard problem == nil, let name = name(local, namespace) else { return }
        depth -= 1
        let end = parser?.pointee.input.flatMap { offset($0.pointee) }
        events.append(.end(XMLEndTag(name: name, endOffset: end)))
    }

    fileprivate func found(text piece: UnsafeBufferPointer<UInt8>) {
        guard problem == nil else { return }
        textBytes += piece.count
        guard textBytes <= limits.textBytes else {
            return refuse(.textTooLong(limitBytes: limits.textBytes), at: place)
        }
        text.append(contentsOf: piece)
    }

    fileprivate func foundDocumentType() { refuse(.documentType, at: tagPlace) }

    fileprivate func complained(_ error: xmlError) {
        guard problem == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        // Namespace errors are "errors" to the parser, yet it reads on with wrong names.
        let message = XMLReader.sentence(error.message)
        let isEncoding =
            error.code == Int32(XML_ERR_INVALID_ENCODING.rawValue)
            || error.code == Int32(XML_ERR_UNKNOWN_ENCODING.rawValue)
            || error.code == Int32(XML_ERR_UNSUPPORTED_ENCODING.rawValue)
            || error.domain == Int32(XML_FROM_I18N.rawValue)
        refuse(isEncoding ? .encoding(message) : .notWellFormed(message), at: place)
    }

    private func flushText() {
        guard !text.isEmpty else { return }
        events.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }

    /// The parser keeps one copy of every name, so its address stands for it.
    private func name(
        _ local: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?
    ) -> XMLName? {
        let key = XMLNameKey(local: local, namespace: namespace)
        // Nearly every name is one of a few; looking in one place first saves hashing it.
        let slot = key.slot
        if let recent = recentNames[slot], recent.key == key { return recent.name }
        if let known = names[key] {
            recentNames[slot] = (key, known)
            return known
        }
        let bytes = RawTag.bytes(local)
        let space = RawTag.bytes(namespace)
        guard bytes.count <= limits.nameBytes, space.count <= limits.nameBytes else { return nil }
        let name = XMLName(
            String(decoding: bytes, as: UTF8.self), in: String(decoding: space, as: UTF8.self))
        // A hostile file may have no two names alike; the cache is then of no use anyway.
        if names.count >= XMLReader.cachedNamesMax { names.removeAll() }
        names[key] = name
        recentNames[slot] = (key, name)
        return name
    }

    private static let cachedNamesMax = 4_096
    /// How many names are found without hashing; a power of two.
    fileprivate static let recentNamesMax = 128

    /// The first line of what the parser says, without its line break.
    private static func sentence(_ message: UnsafeMutablePointer<CChar>?) -> String {
        guard let message else { return "no reason given" }
        return String(String(cString: message).prefix { $0 != "\n" && $0 != "\r\n" }.prefix(200))
    }
}

private struct XMLNameKey: Hashable {
    let local: UnsafePointer<xmlChar>?
    let namespace: UnsafePointer<xmlChar>?

    /// Where it is looked for first.
    var slot: Int {
        let bits = UInt64(UInt(bitPattern: local)) ^ UInt64(UInt(bitPattern: namespace)) << 1
        // Fibonacci hashing: addresses that lie side by side come far apart.
        return Int((bits &* 0x9E37_79B9_7F4A_7C15) >> 32) & (XMLReader.recentNamesMax - 1)
    }
}

// MARK: - The C side

extension XMLReader {
    /// Set up once a process, before any thread can be in the parser.
    private static let isPrepared: Bool = {
        xmlInitParser()
        return true
    }()

    private static func reader(_ context: UnsafeMutableRawPointer?) -> XMLReader? {
        context.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The callbacks we take part in; all others stay empty and do nothing.
    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = {
            context, local, _, namespace, namespaceCount, namespaces, attributeCount, _,
            attributes in
            let tag = RawTag(
                local: local, namespace: namespace, namespaceCount: Int(namespaceCount),
                rawNamespaces: namespaces, attributeCount: Int(attributeCount),
                rawAttributes: attributes)
            XMLReader.reader(context)?.started(tag)
        }
        handler.endElementNs = { context, local, _, namespace in
            XMLReader.reader(context)?.ended(local, namespace)
        }
        let text: charactersSAXFunc = { context, bytes, count in
            let piece = UnsafeBufferPointer(start: bytes, count: Int(count))
            XMLReader.reader(context)?.found(text: piece)
        }
        handler.characters = text
        handler.ignorableWhitespace = text
        handler.cdataBlock = text
        handler.internalSubset = { context, _, _, _ in
            XMLReader.reader(context)?.foundDocumentType()
        }
        handler.getEntity = { _, name in xmlGetPredefinedEntity(name) }
        handler.serror = { context, error in
            guard let error else { return }
            XMLReader.reader(context)?.complained(error.pointee)
        }
        return handler
    }
}
