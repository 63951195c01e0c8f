// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct AttributionLevelTests {
    @Test(arguments: [Attribution.personSigned, .personNamed, .device])
    func `A person or a device will do`(level: Attribution) throws {
        let said = try verdict(of: .attributionLevel) { $0.attribution = level }
        #expect(said.counts == [AttributionLevel.attributed: 1])
    }

    @Test func `Nobody fails`() throws {
        #expect(try verdict(of: .attributionLevel) { _ in }.codes == ["nobody"])
    }

    @Test(arguments: [Attribution.device, .organisation, .none])
    func `A release needs a person`(level: Attribution) throws {
        let said = try verdict(of: .attributionLevel) {
            $0.attribution = level
            $0.state = .released
        }
        #expect(said.codes == ["released-by-no-person"])
    }

    @Test func `A signed release passes`() throws {
        let said = try verdict(of: .attributionLevel) {
            $0.attribution = .personSigned
            $0.state = .released
        }
        #expect(said.counts == [AttributionLevel.attributed: 1])
    }

    @Test func `An organisation alone leaves it open`() throws {
        let said = try verdict(of: .attributionLevel) { $0.attribution = .organisation }
        #expect(said.codes == ["organisation-only"])
    }

    @Test func `A machine that took part did it only if the source records by itself`() throws {
        let furnace = Participation(.equipment, try Thing(.equipment, "FURN-2"))
        let open = try verdict(of: .attributionLevel) { $0.participants = [furnace] }
        #expect(open.codes == ["device-or-person"])
        let automatic = try verdict(of: .attributionLevel) {
            $0.participants = [furnace]
            $0.capture = .automatic
        }
        #expect(automatic.counts == [AttributionLevel.attributed: 1])
    }

    @Test func `Nobody has done what is only planned`() throws {
        let said = try verdict(of: .attributionLevel) { $0.status = .planned }
        #expect(said.counts == [AttributionLevel.planned: 1])
    }
}
