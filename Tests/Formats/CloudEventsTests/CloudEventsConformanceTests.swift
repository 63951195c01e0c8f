// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import CloudEvents
import Fixtures
import Foundation
import Reading
import Testing

/// The examples of the CloudEvents project itself.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct CloudEventsConformanceTests {
    private let format = CloudEventsFormat(payloads: [])

    /// The JSON documents with a specversion that stand in a Gherkin file between triple quotes.
    private func documents(in feature: String) throws -> [String] {
        let url = Fixtures.corpus("cloudevents/conformance/features/\(feature)")
        return try String(contentsOf: url, encoding: .utf8)
            .components(separatedBy: "\"\"\"")
            .flatMap { $0.components(separatedBy: "\n\n") }
            .filter { $0.contains("\"specversion\"") }
    }

    @Test(arguments: ["http-protocol-binding.feature", "kafka-protocol-binding.feature"])
    func `The structured events of the conformance features are read`(feature: String) throws {
        let documents = try documents(in: feature)
        #expect(!documents.isEmpty)
        for document in documents {
            let batch = format.read(Array(document.utf8))
            #expect(batch.problems.isEmpty, "\(batch.problems.listed)")
            let read = try #require(batch.activities.first)
            #expect(read.eventID == "1234-1234-1234")
            #expect(read.source == "/mycontext/subcontext")
            #expect(read.activity.kind == "com.example.someevent")
            #expect(read.activity.occurred?.text == "2018-04-05T03:56:24Z")
        }
    }

    /// The minimal events are in YAML; each one's attributes and data make a structured event.
    @Test func `The minimal events are read, whatever their content type`() throws {
        let url = Fixtures.corpus("cloudevents/conformance/yaml/v1.0/v1_minimum.yaml")
        let events = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "---\n")
            .filter { $0.contains("ContextAttributes") }
        #expect(events.count >= 6)
        for event in events {
            var members: [JSON.Member] = []
            let parts = event.components(separatedBy: "Data: |\n")
            for line in parts[0].components(separatedBy: "\n") where line.hasPrefix("  ") {
                let pair = line.trimmingCharacters(in: .whitespaces).components(separatedBy: ": ")
                members.append(.init(pair[0], .string(pair[1])))
            }
            let data = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
            let isJSON = event.contains("application/json")
            members.append(
                .init("data", isJSON ? try JSON(parsing: Array(data.utf8)) : .string(data)))
            let batch = format.read(JSON.object(members).canonical)
            #expect(batch.problems.isEmpty, "\(batch.problems.listed)")
            #expect(batch.activities.first?.activity.kind == "io.cloudevents.minimum")
        }
    }

    @Test func `What the schema requires is what we require`() throws {
        let url = Fixtures.corpus("cloudevents/schema/cloudevents.json")
        let schema = try JSON(parsing: try Fixtures.bytes(url))
        let required = Set((schema["required"]?.elements ?? []).compactMap(\.text))
        let missing = format.read(Array("{}".utf8)).problems.listed.map { problem in
            problem.place.path.replacing("$.", with: "")
        }
        #expect(Set(missing) == required)
    }

    @Test func `Every example in the schema is accepted`() throws {
        let url = Fixtures.corpus("cloudevents/schema/cloudevents.json")
        let schema = try JSON(parsing: try Fixtures.bytes(url))
        var count = 0
        for property in schema["properties"]?.members ?? [] {
            for example in property.value["examples"]?.elements ?? [] {
                var members: [JSON.Member] = [
                    .init("specversion", "1.0"), .init("id", "1"), .init("source", "s"),
                    .init("type", "t"),
                ]
                members.removeAll { $0.name == property.name }
                members.append(.init(property.name, example))
                let batch = format.read(JSON.object(members).canonical)
                #expect(batch.problems.isEmpty, "\(property.name): \(batch.problems.listed)")
                count += 1
            }
        }
        #expect(count > 10)
    }
}
