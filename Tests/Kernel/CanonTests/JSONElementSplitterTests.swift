// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

/// What cutting up a document gave.
private struct Cut {
    var elements: [String] = []
    var places: [[UInt64]] = []
    var tooLong: [UInt64] = []
    var before: [[UInt8]] = []
    var rest: JSON?
    var error: JSONError?

    init(
        _ text: String, at paths: [[String]], piece: Int = .max, elementBytesMax: Int = 1_000,
        outsideBytesMax: Int = 1_000
    ) {
        self.init(
            bytes: Array(text.utf8), at: paths, piece: piece, elementBytesMax: elementBytesMax,
            outsideBytesMax: outsideBytesMax)
    }

    init(
        bytes: [UInt8], at paths: [[String]], piece: Int = .max, elementBytesMax: Int = 1_000,
        outsideBytesMax: Int = 1_000
    ) {
        var splitter = JSONElementSplitter(
            arraysAt: paths, elementBytesMax: elementBytesMax, outsideBytesMax: outsideBytesMax)
        do throws(JSONError) {
            var left = bytes[...]
            while !left.isEmpty {
                let chunk = Array(left.prefix(piece))
                left = left.dropFirst(chunk.count)
                try add(chunk, to: &splitter)
            }
            rest = try splitter.finish()
        } catch { self.error = error }
    }

    private mutating func add(
        _ chunk: [UInt8], to splitter: inout JSONElementSplitter
    ) throws(JSONError) {
        let error = chunk.withUnsafeBytes { bytes -> JSONError? in
            do throws(JSONError) {
                try splitter.split(bytes) { part in
                    switch part {
                    case .element(let element):
                        elements.append(String(decoding: element.bytes, as: UTF8.self))
                        places.append([element.offset, element.line, element.column])
                    case .tooLong(let element): tooLong.append(element.length)
                    }
                }
                return nil
            } catch { return error }
        }
        if let error { throw error }
    }
}

struct JSONElementSplitterTests {
    let document = """
        {"@context": ["a", {"eventList": [0]}], "epcisBody": {
          "eventList": [ {"a": "]},{\\"", "b": [1, {}]} ,
            "x\\"]", 12.5e3,true
            ,[[]]],
          "z": 1}, "after": "eventList"}
        """

    @Test(arguments: [1, 2, 3, 5, 7, 11, 1_000])
    func `Elements come out whole, in pieces of any size`(piece: Int) {
        let cut = Cut(document, at: [["epcisBody", "eventList"]], piece: piece)
        #expect(cut.error == nil)
        #expect(
            cut.elements == [
                "{\"a\": \"]},{\\\"\", \"b\": [1, {}]}", "\"x\\\"]\"", "12.5e3", "true", "[[]]",
            ])
        let bytes = Array(document.utf8)
        for (element, place) in zip(cut.elements, cut.places) {
            #expect(bytes[Int(place[0])...].starts(with: Array(element.utf8)))
        }
        #expect(
            cut.places.map { [$0[1], $0[2]] } == [[2, 18], [3, 5], [3, 13], [3, 20], [4, 6]])
        let rest: JSON = [
            "@context": ["a", ["eventList": [0]]], "epcisBody": ["eventList": [], "z": 1],
            "after": "eventList",
        ]
        #expect(cut.rest == rest)
    }

    @Test func `The whole document may be the array, and several paths may be asked for`() {
        #expect(Cut("[1, 2]", at: [[]]).elements == ["1", "2"])
        #expect(Cut(" [] ", at: [[]]).rest == [])
        #expect(
            Cut("{\"a\":[1],\"b\":{\"c\":[2]}}", at: [["a"], ["b", "c"]]).elements == ["1", "2"])
        #expect(Cut("{\"a\":{}}", at: [["a"]]).rest == ["a": [:]])
        #expect(Cut("7", at: [[]]).rest == 7)
    }

    @Test func `Only the array at the path is cut up`() {
        #expect(Cut("[[1],[2]]", at: [["a"]]).elements.isEmpty)
        #expect(Cut("{\"x\":{\"a\":[1]}}", at: [["a"]]).elements.isEmpty)
        #expect(Cut("{\"x\":[{\"a\":[1]}]}", at: [["x", "a"]]).elements.isEmpty)
        #expect(Cut("{\"a\":[[1]]}", at: [["a"]]).elements == ["[1]"])
    }

    @Test func `An escaped name does not hide its array`() {
        #expect(Cut("{\"\\u0061\":[1]}", at: [["a"]]).elements == ["1"])
    }

    @Test func `What stood before an element is known when it comes`() throws {
        var splitter = JSONElementSplitter(
            arraysAt: [["b", "c"]], elementBytesMax: 99, outsideBytesMax: 99)
        var before: [JSON] = []
        let text = Array("{\"a\": 1, \"b\": {\"c\": [0, 0], \"d\": 2}}".utf8)
        for byte in text {
            try [byte].withUnsafeBytes {
                // An error here leaves the list short.
                try splitter.split(
                    $0,
                    withBefore: { _, document in
                        before.append(contentsOf: (try? document()).map { [$0] } ?? [])
                    })
            }
        }
        #expect(before == [["a": 1, "b": ["c": []]], ["a": 1, "b": ["c": []]]])
    }

    @Test(arguments: [
        ("[1 2]", 4), ("[,1]", 2), ("[1,,2]", 4), ("[1,]", 4), ("[1}", 4), ("[:]", 2), ("[", 2),
        ("[1", 3), ("[1,", 4), ("[\"a", 4), ("[{\"a\":1", 8), ("", 1), ("[1]]", 4), ("[1][2]", 4),
        ("[1] x", 5), ("[1]\u{0}", 4),
    ])
    func `Bad syntax between and after elements is refused at its place`(text: String, column: Int)
    {
        for piece in [1, 3, 1_000] {
            let error = Cut(text, at: [[]], piece: piece).error
            #expect(error?.line == 1)
            #expect(error?.column == column, "\(text): \(String(describing: error))")
        }
    }

    @Test(arguments: [1, 4, 1_000])
    func `An error behind the elements has its place in the whole document`(piece: Int) {
        let cut = Cut("{\"a\": [\n1,\n2\n],\n \"b\": tru}", at: [["a"]], piece: piece)
        #expect(cut.elements == ["1", "2"])
        #expect(cut.error?.line == 5)
        #expect(cut.error?.column == 7)
        #expect(cut.error?.offset == 22)
        let twice = Cut("{\"a\":[1],\"a\":[2]}", at: [["a"]], piece: piece)
        #expect(twice.error?.problem == .duplicateMember("a"))
        #expect(twice.error?.offset == 9)
    }

    @Test(arguments: [1, 7, 1_000])
    func `An element over the bound is skipped, and reading goes on`(piece: Int) {
        let long = String(repeating: "x", count: 50)
        let cut = Cut(
            "[1,\"\(long)\",{\"a\":\"\(long)\"},2]", at: [[]], piece: piece, elementBytesMax: 20)
        #expect(cut.elements == ["1", "2"])
        #expect(cut.tooLong == [52, 58])
        #expect(cut.error == nil)
    }

    @Test(arguments: [1, 7, 1_000])
    func `What stands outside is bounded too`(piece: Int) {
        let error = Cut("{\"a\": \"xxxxxxxx\"}", at: [[]], piece: piece, outsideBytesMax: 10).error
        #expect(error?.problem == .tooLong(limit: 10))
        #expect(error?.column == 11)
        let deep = Cut(String(repeating: "{\"a\":", count: 99), at: [], piece: piece).error
        #expect(deep?.problem == .tooDeep(limit: 64))
    }
}
