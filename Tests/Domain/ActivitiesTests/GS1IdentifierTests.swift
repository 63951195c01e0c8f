// SPDX-License-Identifier: Apache-2.0
import Activities
import Testing

/// Every spelling of a GS1 identifier has one canonical Digital Link.
struct GS1IdentifierTests {
    /// Worked out by hand from the EPC Tag Data Standard; check digits by the General
    /// Specifications' weights.
    static let spellings: [(String, String, GS1Key)] = [
        ("urn:epc:id:sgtin:4012345.011111.9876", "/01/04012345111118/21/9876", .tradeItemInstance),
        ("urn:epc:id:sgtin:0614141.107346.2018", "/01/10614141073464/21/2018", .tradeItemInstance),
        ("urn:epc:id:sgtin:061414.1107346.A.B", "/01/10614141073464/21/A.B", .tradeItemInstance),
        (
            "urn:epc:id:sgtin:4012345.011111.1%2F2", "/01/04012345111118/21/1%2F2",
            .tradeItemInstance
        ),
        (
            "urn:epc:id:sgtin:4012345.011111.(1)", "/01/04012345111118/21/%281%29",
            .tradeItemInstance
        ),
        ("urn:epc:id:upui:4012345.012345.AB12", "/01/04012345123456/235/AB12", .tradeItemInstance),
        (
            "urn:epc:id:itip:4012345.012345.01.02.999", "/8006/040123451234560102/21/999",
            .pieceInstance
        ),
        ("urn:epc:id:sscc:4012345.0000000333", "/00/040123450000003338", .logisticUnit),
        ("urn:epc:id:sgln:4012345.00011.987", "/414/4012345000115/254/987", .location),
        ("urn:epc:id:sgln:4012345.00011.0", "/414/4012345000115", .location),
        ("urn:epc:id:sgln:401234500011..5", "/414/4012345000115/254/5", .location),
        ("urn:epc:id:pgln:4012345.00000", "/417/4012345000009", .party),
        ("urn:epc:id:grai:4012345.55555.987", "/8003/04012345555554987", .returnableAsset),
        ("urn:epc:id:giai:4000001.111", "/8004/4000001111", .individualAsset),
        ("urn:epc:id:gsrn:0614141.0000010253", "/8018/061414100000102534", .serviceRecipient),
        ("urn:epc:id:gsrnp:4012345.0000098765", "/8017/401234500000987658", .serviceProvider),
        ("urn:epc:id:gdti:0614141.00001.1618034", "/253/06141410000121618034", .document),
        ("urn:epc:id:cpi:4012345.ABC.123", "/8010/4012345ABC/8011/123", .part),
        ("urn:epc:id:sgcn:4012345.99999.04", "/255/401234599999004", .coupon),
        ("urn:epc:id:ginc:4012345.333", "/401/4012345333", .consignment),
        ("urn:epc:id:gsin:4012345.999987654", "/402/40123459999876541", .shipment),
        (
            "urn:epc:class:lgtin:4012345.012345.998877", "/01/04012345123456/10/998877",
            .tradeItemLot
        ),
        ("urn:epc:idpat:sgtin:4012345.066666.*", "/01/04012345666663", .tradeItem),
        ("urn:epc:idpat:grai:4012345.66666.*", "/8003/04012345666663", .returnableAssetType),
        ("urn:epc:idpat:gdti:4012345.55555.*", "/253/4012345555554", .documentType),
        ("urn:epc:idpat:sgcn:4012345.99999.*", "/255/4012345999990", .couponClass),
        ("urn:epc:idpat:cpi:4012345.ABC.*", "/8010/4012345ABC", .partClass),
        ("urn:epc:idpat:itip:4012345.012345.01.02.*", "/8006/040123451234560102", .piece),
        ("urn:epc:idpat:upui:4012345.012345.*", "/01/04012345123456", .tradeItem),
    ]

    @Test(arguments: spellings)
    func `EPC URIs become Digital Links with their check digits`(
        uri: String, path: String, key: GS1Key
    ) throws {
        let identifier = try #require(GS1Identifier(uri))
        #expect(identifier.path == path)
        #expect(identifier.key == key)
        #expect(GS1Identifier(identifier.digitalLink) == identifier)
    }

    @Test(arguments: [
        ("https://example.org/gtin/4012345111118/ser/9876?17=271231", "/01/04012345111118/21/9876"),
        ("http://id.gs1.org/01/04012345111118/10/LOT/21/9876#top", "/01/04012345111118/21/9876"),
        ("https://example.com/shop/01/04012345111118/22/2A/10/LOT", "/01/04012345111118/10/LOT"),
        ("https://example.com/01/12345670", "/01/00000012345670"),
        ("https://example.com/414/4012345000115/254/987/", "/414/4012345000115/254/987"),
        ("https://example.org/8004/401234599999", "/8004/401234599999"),
        ("https://example.com/253/4012345000054987", "/253/4012345000054987"),
        ("https://example.com/8018/061414100000102534/8019/1", "/8018/061414100000102534"),
    ])
    func `Digital Links lose their domain, query and coarser levels`(link: String, path: String) {
        #expect(GS1Identifier(link)?.path == path)
    }

    @Test(arguments: [
        "", "urn:epc:id", "urn:epc:id:sgtin:", "urn:epc:id:sgtin:4012345.01111.9876",
        "urn:epc:id:sgtin:4012345.011111.", "urn:epc:id:sgtin:4012345.01111X.1",
        "urn:epc:id:sgtin:4012345.011111.a b", "urn:epc:id:sgtin:4012345.011111.é",
        "urn:epc:id:sgtin:4012345.011111.123456789012345678901", "urn:epc:id:sscc:4012345.000",
        "urn:epc:id:sscc:4012345.0000000333.1", "urn:epc:id:bic:CSQU3054383",
        "urn:epc:idpat:sgtin:4012345.*.*", "urn:epc:id:cpi:4012345.ABC.12X",
        "urn:epc:id:sgln:4012345.00011", "urn:epcglobal:cbv:bt:4012345000009:17",
        "http://transaction.acme.com/po/12345678", "https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
        "https://example.com/01/123", "https://example.com/01/04012345111118/21",
        "https://example.com/00/04012345000000333X", "ftp://id.gs1.org/01/04012345111118",
        "https://", "https://01/04012345111118", "urn:epc:id:giai:4012345.%2",
        "urn:epc:id:giai:4012345.1234567890123456789012345",
    ])
    func `What is not in good form is left alone`(text: String) {
        #expect(GS1Identifier(text) == nil)
    }
}
