// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ExceptionUnapprovedTests {
    private let deviation: Participation
    private let signature: Participation

    init() throws {
        deviation = Participation(.about, try Thing(.record, "DEV-7"))
        signature = Participation(.signatory, try Thing(.person, "K. Lind"))
    }

    @Test func `An exception that is closed and signed for passes`() throws {
        let said = try verdict(of: .exceptionUnapproved) {
            $0.exception = .closed
            $0.participants = [signature]
        }
        #expect(said.counts == [ExceptionUnapproved.settled: 1])
    }

    @Test func `One that closed itself fails, and so does an open one`() throws {
        #expect(
            try verdict(of: .exceptionUnapproved) { $0.exception = .closed }.codes
                == ["not-signed-for"])
        let open = try verdict(of: .exceptionUnapproved) {
            $0.exception = .open
            $0.participants = [signature]
        }
        #expect(open.codes == ["still-open"])
    }

    @Test(arguments: [true, false])
    func `A later record about the same exception settles it if signed`(isSigned: Bool) throws {
        var log = Log()
        log.record {
            $0.exception = .open
            $0.participants = [deviation]
        }
        log.record {
            $0.exception = .closed
            $0.participants = isSigned ? [deviation, signature] : [deviation]
        }
        let said = try log.judged(by: .exceptionUnapproved)
        #expect(said.codes == (isSigned ? [] : ["not-signed-for", "not-signed-for"]))
        #expect(said.count(.pass) == (isSigned ? 2 : 0))
    }

    @Test(arguments: [true, false])
    func `A signature that names the closing entry counts, one from before does not`(
        namesClosing: Bool
    ) throws {
        let closing = try Thing(.record, "BPR-1/E-7")
        var log = Log()
        log.record {
            $0.exception = .open
            $0.participants = [deviation]
        }
        if !namesClosing { log.record { $0.participants = [deviation, signature] } }
        log.record {
            $0.exception = .closed
            $0.participants = [Participation(.subject, closing), deviation]
        }
        if namesClosing {
            log.record { $0.participants = [Participation(.about, closing), signature] }
        }
        let said = try log.judged(by: .exceptionUnapproved)
        #expect(said.codes == (namesClosing ? [] : ["not-signed-for", "not-signed-for"]))
    }

    @Test func `A closed exception settles no other one of the same batch record`() throws {
        let batch = Participation(.about, try Thing(.record, "BPR-1"))
        var log = Log()
        for entry in ["BPR-1/E-5", "BPR-1/E-6"] {
            try log.record {
                $0.exception = .open
                $0.participants = [Participation(.subject, try Thing(.record, entry)), batch]
            }
        }
        try log.record {
            $0.exception = .closed
            $0.participants = [
                Participation(.subject, try Thing(.record, "BPR-1/E-7")), batch,
                Participation(.about, try Thing(.record, "BPR-1/E-5")), signature,
            ]
        }
        #expect(try log.judged(by: .exceptionUnapproved).codes == ["still-open"])
    }

    @Test func `A record about another exception settles nothing`() throws {
        var log = Log()
        log.record {
            $0.exception = .open
            $0.participants = [deviation]
        }
        try log.record {
            $0.exception = .closed
            $0.participants = [Participation(.about, try Thing(.record, "DEV-8")), signature]
        }
        #expect(try log.judged(by: .exceptionUnapproved).codes == ["still-open"])
    }

    @Test func `A record that is no exception is no case`() throws {
        #expect(try verdict(of: .exceptionUnapproved) { _ in }.count(.notApplicable) == 1)
    }
}
