// SPDX-License-Identifier: Apache-2.0
import Testing

/// House rules that a compiler does not know.
struct HouseRuleTests {
    static let all = SourceTree.product + SourceTree.tests

    @Test(arguments: all)
    func `Every file names its licence first`(file: SourceFile) {
        #expect(file.lines.first == "// SPDX-License-Identifier: Apache-2.0", "\(file.path)")
    }

    @Test(arguments: SourceTree.product)
    func `Nothing in the product can trap on purpose`(file: SourceFile) {
        for (number, text) in file.code {
            for word in ["try!", " as! ", "fatalError(", "nonisolated(unsafe)"] {
                #expect(!text.contains(word), "\(file.path):\(number) has \(word)")
            }
        }
    }

    @Test(arguments: SourceTree.product)
    func `An unchecked promise and a swallowed error carry their reason`(file: SourceFile) {
        for (index, (number, text)) in file.code.enumerated()
        where text.contains(" try? ") || text.contains("@unchecked Sendable") {
            let nearby = file.lines[max(0, index - 4)...min(index + 1, file.lines.count - 1)]
            #expect(
                nearby.contains { $0.contains("//") }, "\(file.path):\(number) gives no reason")
        }
    }

    @Test func `Kernel and Domain have no clock, no chance and no concurrency`() {
        let words = [
            "async ", "await ", "public actor ", "package actor ", "Task {",
            "SystemRandomNumberGenerator", "Date()",
            ".random(", "clock_gettime",
        ]
        for file in SourceTree.product where ["Kernel", "Domain"].contains(file.layer) {
            for (number, text) in file.code {
                for word in words {
                    #expect(!text.contains(word), "\(file.path):\(number) has \(word)")
                }
            }
        }
    }

    @Test func `No room is called by a name that says nothing`() {
        let empty = ["Util", "Utils", "Core", "Common", "Extensions", "Helpers", "Misc", "New"]
        for file in HouseRuleTests.all {
            let parts = file.path.split(separator: "/").map(String.init)
            #expect(Set(parts).isDisjoint(with: empty), "\(file.path)")
            #expect(
                !["Manager.swift", "Helper.swift", "Utils.swift"].contains {
                    file.path.hasSuffix($0)
                },
                "\(file.path)")
        }
    }

    @Test(arguments: SourceTree.tests)
    func `A test's name is a sentence`(file: SourceFile) {
        for (index, line) in file.lines.enumerated() {
            let words = line.trimmed
            guard words.hasPrefix("@Test"), words.contains("func ") || index + 1 < file.lines.count
            else { continue }
            let rest = file.lines[index...].first { $0.contains("func ") } ?? ""
            #expect(rest.contains("func `"), "\(file.path):\(index + 1)")
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring { drop { $0 == " " } }
}
