// SPDX-License-Identifier: Apache-2.0
import Canon

extension TrustPolicy {
    /// No policy is longer, in bytes of text.
    public static let maximumLength = 1 << 18
    /// No policy has more logs, more witnesses or more groups than this of each.
    public static let maximumOfEach = 256

    /// Reads a policy file.
    ///
    /// - Throws: ``MalformedText`` with the line at fault.
    public init(_ text: [UInt8]) throws(MalformedText) {
        guard text.count <= TrustPolicy.maximumLength else {
            throw MalformedText(.policy, "at most \(TrustPolicy.maximumLength) bytes")
        }
        guard let lines = Lines.of(text[...]) else {
            throw MalformedText(
                .policy, line: text.count { $0 == 0x0A } + 1, "a line end after the last line")
        }
        var reading = PolicyReading()
        for (offset, line) in lines.enumerated() {
            do throws(PolicyReading.Fault) { try reading.take(line) } catch {
                throw MalformedText(.policy, line: offset + 1, error.expected)
            }
        }
        guard let quorum = reading.quorum else {
            throw MalformedText(.policy, line: lines.count + 1, "a quorum line")
        }
        self.init(
            logs: reading.logs, witnesses: reading.witnesses, groups: reading.groups,
            quorum: quorum.name)
    }

    /// The policy as a file: logs, witnesses, groups, quorum.
    public var text: [UInt8] {
        func url(_ url: String?) -> String { url.map { " \($0)" } ?? "" }
        var lines: [[UInt8]] = logs.map { Array("log \($0.key)\(url($0.url))".utf8) }
        for witness in witnesses {
            lines.append(
                Array("witness ".utf8) + witness.name.bytes
                    + Array(" \(witness.key)\(url(witness.url))".utf8))
        }
        for group in groups {
            lines.append(
                Array("group ".utf8) + group.name.bytes + Array(" \(group.threshold)".utf8)
                    + group.members.flatMap { [0x20] + $0.bytes })
        }
        lines.append(Array("quorum ".utf8) + (quorum?.bytes ?? PolicyReading.none.bytes))
        return lines.flatMap { $0 + [0x0A] }
    }
}

/// A policy file half read.
private struct PolicyReading {
    /// What should have stood in the line.
    struct Fault: Error {
        let expected: String
        init(_ expected: String) { self.expected = expected }
    }

    static let none = TrustPolicy.MemberName("none".utf8)

    private(set) var logs: [TrustPolicy.Log] = []
    private(set) var witnesses: [TrustPolicy.Witness] = []
    private(set) var groups: [TrustPolicy.Group] = []
    /// Set once the quorum line was read; the name is `nil` for `quorum none`.
    private(set) var quorum: (name: TrustPolicy.MemberName?, Void)?
    /// Names given so far, and whether each is a member of a group already.
    private var isMember: [TrustPolicy.MemberName: Bool] = [:]

    mutating func take(_ line: ArraySlice<UInt8>) throws(Fault) {
        guard line.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
            throw Fault("no control character but tab")
        }
        let items = line.split { $0 == 0x20 || $0 == 0x09 }
        guard let keyword = items.first, keyword.first != 0x23 else { return }
        let rest = Array(items.dropFirst())
        if keyword.elementsEqual("log".utf8) { return try takeLog(rest) }
        if keyword.elementsEqual("witness".utf8) { return try takeWitness(rest) }
        if keyword.elementsEqual("group".utf8) { return try takeGroup(rest) }
        if keyword.elementsEqual("quorum".utf8) { return try takeQuorum(rest) }
        throw Fault("log, witness, group or quorum")
    }

    private mutating func takeLog(_ items: [ArraySlice<UInt8>]) throws(Fault) {
        guard (1...2).contains(items.count) else { throw Fault("log, key and perhaps a URL") }
        let key = try verifierKey(items[0])
        guard logs.count < TrustPolicy.maximumOfEach else {
            throw Fault("at most \(TrustPolicy.maximumOfEach) logs")
        }
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw Fault("a key that no other log has")
        }
        logs.append(TrustPolicy.Log(key: key, url: url(items.dropFirst())))
    }

    private mutating func takeWitness(_ items: [ArraySlice<UInt8>]) throws(Fault) {
        guard (2...3).contains(items.count) else {
            throw Fault("witness, name, key and perhaps a URL")
        }
        let key = try verifierKey(items[1])
        guard key.type.isCosignature else { throw Fault("the key of a cosigner") }
        guard witnesses.count < TrustPolicy.maximumOfEach else {
            throw Fault("at most \(TrustPolicy.maximumOfEach) witnesses")
        }
        guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw Fault("a key that no other witness has")
        }
        let name = try define(items[0])
        witnesses.append(TrustPolicy.Witness(name: name, key: key, url: url(items.dropFirst(2))))
    }

    private mutating func takeGroup(_ items: [ArraySlice<UInt8>]) throws(Fault) {
        guard items.count >= 3 else { throw Fault("group, name, threshold and members") }
        guard groups.count < TrustPolicy.maximumOfEach else {
            throw Fault("at most \(TrustPolicy.maximumOfEach) groups")
        }
        let members = items.dropFirst(2).map { TrustPolicy.MemberName($0) }
        for member in members {
            guard let taken = isMember[member] else {
                throw Fault("members defined on lines before")
            }
            guard !taken else { throw Fault("members that are in no group yet") }
            isMember[member] = true
        }
        let threshold: Int
        if items[1].elementsEqual("all".utf8) {
            threshold = members.count
        } else if items[1].elementsEqual("any".utf8) {
            threshold = 1
        } else {
            guard let number = DecimalNumber.value(items[1]), number >= 1,
                number <= UInt64(members.count)
            else { throw Fault("all, any, or a number from 1 to that of the members") }
            threshold = Int(number)
        }
        let name = try define(items[0])
        groups.append(TrustPolicy.Group(name: name, threshold: threshold, members: members))
    }

    private mutating func takeQuorum(_ items: [ArraySlice<UInt8>]) throws(Fault) {
        guard items.count == 1 else { throw Fault("quorum and one name") }
        guard quorum == nil else { throw Fault("no second quorum line") }
        let name = TrustPolicy.MemberName(items[0])
        guard name == PolicyReading.none || isMember[name] != nil else {
            throw Fault("a quorum defined on a line before")
        }
        quorum = (name == PolicyReading.none ? nil : name, ())
    }

    private mutating func define(_ item: ArraySlice<UInt8>) throws(Fault) -> TrustPolicy.MemberName
    {
        let name = TrustPolicy.MemberName(item)
        guard name != PolicyReading.none else { throw Fault("another name than none") }
        guard isMember[name] == nil else { throw Fault("a name not given before") }
        isMember[name] = false
        return name
    }

    private func verifierKey(_ item: ArraySlice<UInt8>) throws(Fault) -> VerifierKey {
        do throws(MalformedText) { return try VerifierKey(ascii: item) } catch {
            throw Fault("a verifier key: \(error.expected)")
        }
    }

    private func url(_ items: ArraySlice<ArraySlice<UInt8>>) -> String? {
        items.first.map { String(decoding: $0, as: UTF8.self) }
    }
}
