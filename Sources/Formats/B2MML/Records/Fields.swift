// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// What a record's element says, field by field; whatever no field was taken for is left over.
///
/// A mapping takes what it understands. What remains becomes attributes, so a field of a version
/// or vendor we do not know is neither lost nor guessed at.
struct Fields {
    /// The most attributes an activity gets; more are in the original, and a remark says so.
    static let attributesMax = 256
    /// The longest value of an attribute, in bytes.
    static let attributeBytesMax = 4_096

    private(set) var element: XMLElement
    let place: Place
    let assumedZone: AssumedZone?
    private(set) var warnings: [Problem] = []
    private(set) var problems: [Problem] = []

    init(_ element: XMLElement, at place: Place, _ options: ReadingOptions) {
        self.element = element
        self.place = place
        assumedZone = options.assumedZone
    }

    // MARK: Taking

    /// Takes the first element of a name.
    mutating func take(_ local: String) -> XMLElement? {
        guard
            let index = element.children.firstIndex(where: {
                $0.local.utf8.elementsEqual(local.utf8)
            })
        else { return nil }
        return element.children.remove(at: index)
    }

    /// Takes every element of some names, in their order.
    mutating func takeAll(_ locals: String...) -> [XMLElement] {
        func isWanted(_ child: XMLElement) -> Bool {
            locals.contains { $0.utf8.elementsEqual(child.local.utf8) }
        }
        let taken = element.children.filter(isWanted)
        if !taken.isEmpty { element.children.removeAll(where: isWanted) }
        return taken
    }

    /// Takes the text of the first of some elements that has one.
    mutating func text(_ locals: String...) -> String? {
        for local in locals {
            if let index = index(of: local) { return element.children.remove(at: index).text }
        }
        return nil
    }

    /// Takes a word of a list; `Other` gives way to what it stands for.
    mutating func word(_ local: String) -> String? {
        index(of: local).flatMap { element.children.remove(at: $0).word }
    }

    /// Takes the first of some times that is there.
    ///
    /// One that cannot be read stays, as an attribute, with a remark.
    mutating func time(_ locals: String...) -> SourceTime? {
        for local in locals {
            guard let index = index(of: local), let time = time(element.children[index]) else {
                continue
            }
            element.children.remove(at: index)
            return time
        }
        return nil
    }

    /// The first element of a name that is not empty; editors leave empty ones behind.
    private func index(of local: String) -> Int? {
        element.children.firstIndex {
            $0.local.utf8.elementsEqual(local.utf8) && !$0.text.isEmpty
        }
    }

    /// The time that an element's text is.
    mutating func time(_ child: XMLElement) -> SourceTime? {
        guard !child.text.isEmpty else { return nil }
        guard let time = SourceTime(child.text, assuming: assumedZone) else {
            warn(
                "b2mml.time.unreadable", child, found: Problem.quote(child.text),
                "a date and time such as 2026-11-21T08:15:00+01:00; it is kept as text only")
            return nil
        }
        if time.instant == nil {
            warn(
                "b2mml.time.no-zone", child, found: assumedZone.found(child.text),
                "an offset from UTC; without one it stands for no moment")
        }
        return time
    }

    /// The thing that an element's text names.
    mutating func thing(_ kind: ThingKind, _ child: XMLElement) -> Thing? {
        guard !child.text.isEmpty else { return nil }
        return thing(kind, named: child.text, child)
    }

    /// A thing of some name that an element gave.
    mutating func thing(_ kind: ThingKind, named name: String, _ child: XMLElement) -> Thing? {
        do throws(MalformedThing) { return try Thing(kind, name) } catch {
            problems.append(
                Problem(
                    "b2mml.thing.malformed", at: place(of: child), found: "\(error)",
                    expected: "a name as the source has it"))
            return nil
        }
    }

    /// The first amount among some `Quantity` elements; the others become attributes.
    mutating func quantity(_ quantities: [XMLElement], of name: String) -> Quantity? {
        var first: Quantity?
        for element in quantities {
            guard
                let digits = (element.child("QuantityString") ?? element.child("ValueString"))?
                    .text,
                !digits.isEmpty
            else { continue }
            let unit = element.child("UnitOfMeasure")?.text.orNil
            guard digits.isNumber else {
                warn(
                    "b2mml.quantity.not-a-number", element, found: Problem.quote(digits),
                    "a number with a point, such as 38.2")
                extra.append(Attribute("\(name).Quantity", digits))
                continue
            }
            if first == nil {
                first = Quantity(digits, unit: unit)
            } else {
                extra.append(
                    Attribute("\(name).Quantity", unit.map { "\(digits) \($0)" } ?? digits))
            }
        }
        return first
    }

    // MARK: Saying

    mutating func warn(
        _ code: String, _ element: XMLElement, found: String, _ expected: String
    ) {
        warnings.append(Problem(code, at: place(of: element), found: found, expected: expected))
    }

    /// Adds an attribute that no element alone gives.
    mutating func add(_ name: String, _ value: String) {
        if !value.isEmpty { extra.append(Attribute(name, value)) }
    }

    private func place(of child: XMLElement) -> Place {
        Place(child.place, path: "\(place.path)/\(child.local)")
    }

    // MARK: What is left

    private var extra: [Attribute] = []

    /// Everything that was not taken, by the names that lead to it.
    mutating func leftover() -> [Attribute] {
        var attributes = extra
        var dropped = 0
        var personal = 0
        flatten(element, "", &attributes, &dropped, &personal)
        if dropped > 0 {
            warn(
                "b2mml.attributes.more", element, found: "\(dropped) fields more than are listed",
                "at most \(Fields.attributesMax); all are in the original")
        }
        if personal > 0 {
            warn(
                "b2mml.attributes.personal", element,
                found: "\(personal) fields about persons without a place here",
                "names of persons where they act; all are in the original")
        }
        return attributes
    }

    private func flatten(
        _ element: XMLElement, _ path: String, _ attributes: inout [Attribute],
        _ dropped: inout Int, _ personal: inout Int
    ) {
        for attribute in element.attributes
        where !Fields.technical.contains(attribute.name.local) && !attribute.value.isEmpty
            && attribute.name.namespace != "http://www.w3.org/2001/XMLSchema-instance"
        {
            add(path + "@" + attribute.name.local, attribute.value)
        }
        if !path.isEmpty, !element.text.isEmpty { add(path, element.text) }
        for child in element.children {
            if Fields.personal.contains(child.local) {
                if !child.text.isEmpty || !child.children.isEmpty { personal += 1 }
                continue
            }
            if child.local == "ProcedureLogic" {
                if let summary = child.logicSummary { add(join(path, child.local), summary) }
                continue
            }
            // `Value/ValueString` with its unit is one statement.
            if let value = child.statedValue {
                add(join(path, child.label), value)
                continue
            }
            // A property is called by its id: `Parameter RUN PUMP DURATION`.
            flatten(child, join(path, child.label), &attributes, &dropped, &personal)
        }

        func add(_ name: String, _ value: String) {
            guard attributes.count < Fields.attributesMax, name.utf8.count <= 512,
                value.utf8.count <= Fields.attributeBytesMax
            else { return dropped += 1 }
            attributes.append(Attribute(name, value))
        }

        func join(_ path: String, _ name: String) -> String {
            path.isEmpty ? name : "\(path).\(name)"
        }
    }

    /// Attributes that speak of the schema.
    private static let technical: Set<String> = [
        "languageID", "format", "schemeID", "schemeName", "schemeAgencyID", "schemeAgencyName",
        "schemeVersionID", "schemeDataURI", "schemeURI", "listID", "listAgencyID",
        "listAgencyName", "listName", "listVersionID", "listURI", "listSchemeURI",
    ]

    /// Fields that say who somebody is; such names are kept apart and may not slip in here.
    static let personal: Set<String> = [
        "PersonID", "PersonName", "Author", "ApprovedBy", "OperatorID", "UserID",
    ]
}

extension XMLElement {
    /// The text, or what `Other` stands for.
    var word: String? {
        if text.utf8.elementsEqual("Other".utf8), let other = attribute("OtherValue")?.orNil {
            return other
        }
        return text.orNil
    }

    /// A value with its unit, when the element is one: `20 second`.
    var statedValue: String? {
        guard let value = (child("ValueString") ?? child("QuantityString"))?.text else {
            return nil
        }
        let unit = child("UnitOfMeasure")?.text ?? ""
        return unit.isEmpty ? value : "\(value) \(unit)"
    }

    /// The element's name, with its id where it is one of several properties.
    fileprivate var label: String {
        guard !children.isEmpty, let id = child("ID")?.text, !id.isEmpty, id.utf8.count <= 128
        else { return local }
        return "\(local) \(id)"
    }

    /// How a recipe's procedure is drawn, counted.
    fileprivate var logicSummary: String? {
        let parts = ["Link", "Step", "Transition"].map { ($0, children($0).count) }
        guard parts.contains(where: { $0.1 > 0 }) else { return nil }
        return parts.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }
}

extension String {
    /// Whether it is a number as XML Schema writes them: sign, digits, point, exponent.
    var isNumber: Bool {
        var bytes = utf8[...]
        if bytes.first == 0x2B || bytes.first == 0x2D { bytes = bytes.dropFirst() }
        let whole = bytes.prefix { (0x30...0x39).contains($0) }
        bytes = bytes.dropFirst(whole.count)
        var digits = whole.count
        if bytes.first == 0x2E {
            let decimals = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
            digits += decimals.count
            bytes = bytes.dropFirst(1 + decimals.count)
        }
        guard digits > 0 else { return false }
        guard bytes.first == 0x45 || bytes.first == 0x65 else { return bytes.isEmpty }
        bytes = bytes.dropFirst()
        if bytes.first == 0x2B || bytes.first == 0x2D { bytes = bytes.dropFirst() }
        return !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
    }
}
