// SPDX-License-Identifier: Apache-2.0
import Testing

/// A kind of record is a file; the catalogue is written from the files.
struct KindCatalogueTests {
    private static let quality = SourceTree.product.filter { $0.module == "Quality" }

    @Test func `Every kind that is written is in the catalogue, once`() throws {
        let written = KindCatalogueTests.quality.flatMap { file in
            file.lines.compactMap { line -> String? in
                guard
                    let match = line.wholeMatch(
                        of: #/    package static let ([A-Za-z]+) = Kind\(/#)
                else { return nil }
                return String(match.1)
            }
        }
        let catalogue = try #require(
            KindCatalogueTests.quality.first { $0.name == "QualityKinds.swift" })
        let listed = catalogue.lines.compactMap { line -> String? in
            guard let match = line.wholeMatch(of: #/        \.([A-Za-z]+),/#) else { return nil }
            return String(match.1)
        }
        #expect(written.sorted() == listed.sorted(), "Run script/generate-kinds.")
        #expect(!listed.isEmpty)
    }
}
