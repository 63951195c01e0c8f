// SPDX-License-Identifier: Apache-2.0
import Activities
import Testing

/// What a thing is found by, however a source spells its name.
struct IdentityTests {
    @Test(arguments: [
        "urn:epc:id:sgtin:4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876",
        "https://plant.example/parts/01/04012345111118/21/9876?linkType=all",
        "http://id.gs1.org/gtin/4012345111118/ser/9876",
    ])
    func `All spellings of a GS1 identifier are one thing`(name: String) throws {
        let identity = try Thing(.serial, name).identity
        #expect(identity == (try Thing(.serial, "https://id.gs1.org/01/04012345111118/21/9876")))
        #expect(identity.identity == identity)
    }

    @Test(arguments: [
        (ThingKind.serial, "P7-1042"), (.serial, "urn:epc:id:sgtin:4012345.011111"),
        (.serial, "https://mes.plant7.example/parts/1042"), (.serial, "urn:uuid:1"),
        // An address that looks like a key, of another kind than the key's.
        (.record, "https://mes.example/00/040123450000003338"),
        (.lot, "urn:epc:id:sgtin:4012345.011111.9876"),
        // Whoever it is: nothing is made of names of people.
        (.person, "urn:epc:id:gsrn:0614141.0000010253"),
    ])
    func `Any other name stands for itself`(kind: ThingKind, name: String) throws {
        let thing = try Thing(kind, name)
        #expect(thing.identity == thing)
    }

    @Test(arguments: [
        (ThingKind.lot, "urn:epc:class:lgtin:4012345.012345.998877"),
        (.container, "urn:epc:id:sscc:4012345.0000000333"),
        (.party, "urn:epc:id:pgln:4012345.00000"), (.place, "urn:epc:id:sgln:4012345.00011.987"),
        (.material, "urn:epc:idpat:sgtin:4012345.012345.*"),
        (.equipment, "urn:epc:id:giai:4000001.111"),
    ])
    func `Each kind of thing has its key`(kind: ThingKind, name: String) throws {
        #expect(try Thing(kind, name).identity.name.hasPrefix("https://id.gs1.org/"))
    }
}
