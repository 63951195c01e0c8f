// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading

@testable import QIF

/// Small QIF documents, put together from the pieces a test is about.
enum QIFTexts {
    static let namespace = "http://qifstandards.org/xsd/qif3"

    static func document(
        version: String = "3.0.0", id: String? = "doc-1", _ body: String
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <QIFDocument xmlns="\(namespace)" versionQIF="\(version)" idMax="99">
          \(id.map { "<QPId>\($0)</QPId>" } ?? "")
          \(body)
        </QIFDocument>
        """
    }

    static let units = """
        <FileUnits><PrimaryUnits>
          <LinearUnit><SIUnitName>meter</SIUnitName><UnitName>mm</UnitName></LinearUnit>
          <AngularUnit><SIUnitName>radian</SIUnitName><UnitName>degree</UnitName></AngularUnit>
        </PrimaryUnits></FileUnits>
        """

    static let product = """
        <Product><PartSet n="1"><Part id="1"><Header><Name>bracket</Name></Header>
          <Version>C</Version></Part></PartSet></Product>
        """

    /// One diameter, `12 ± 0.05`, with a balloon, a device and a feature name.
    static func characteristics(
        _ tolerance: String = """
        <Tolerance><MaxValue>0.05</MaxValue><MinValue>-0.05</MinValue>
        <DefinedAsLimit>false</DefinedAsLimit></Tolerance>
        """,
        kind: String = "Diameter", target: String? = "12"
    ) -> String {
        """
        <Characteristics>
          <CharacteristicDefinitions n="1"><\(kind)CharacteristicDefinition id="10">
            \(tolerance)</\(kind)CharacteristicDefinition></CharacteristicDefinitions>
          <CharacteristicNominals n="1"><\(kind)CharacteristicNominal id="11">
            <CharacteristicDefinitionId>10</CharacteristicDefinitionId>
            \(target.map { "<TargetValue>\($0)</TargetValue>" } ?? "")
          </\(kind)CharacteristicNominal></CharacteristicNominals>
          <CharacteristicItems n="1"><\(kind)CharacteristicItem id="12"><Name>bore</Name>
            <CharacteristicDesignator><Designator>7</Designator></CharacteristicDesignator>
            <MeasurementDeviceIds n="1"><Id>20</Id></MeasurementDeviceIds>
            <CharacteristicNominalId>11</CharacteristicNominalId>
          </\(kind)CharacteristicItem></CharacteristicItems>
        </Characteristics>
        """
    }

    static let devices = """
        <MeasurementResources><MeasurementDevices n="1"><MeasurementDevice id="20">
          <Name>CMM-3</Name></MeasurementDevice></MeasurementDevices></MeasurementResources>
        """

    /// One measured part.
    static func results(
        _ value: String? = "12.01", status: String = "PASS", kind: String = "Diameter",
        whole: String = "PASS", more: String = "", serial: String? = "7", id: String = "30"
    ) -> String {
        """
        <Results><MeasurementResultsSet n="1">
          \(inspection(value, status: status, kind: kind, whole: whole, more: more, id: id))
        </MeasurementResultsSet>
        <ActualComponentSets n="1"><ActualComponentSet n="1"><ActualComponent id="40">
          \(serial.map { "<SerialNumber>\($0)</SerialNumber>" } ?? "")
          <Status><InspectionStatusEnum>\(whole)</InspectionStatusEnum></Status>
        </ActualComponent></ActualComponentSet></ActualComponentSets></Results>
        """
    }

    static func inspection(
        _ value: String?, status: String, kind: String = "Diameter", whole: String = "PASS",
        more: String = "", id: String = "30"
    ) -> String {
        """
        <MeasurementResults id="\(id)">\(more)
          <MeasuredCharacteristics><CharacteristicMeasurements n="1">
            <\(kind)CharacteristicMeasurement id="31">
              <Status><CharacteristicStatusEnum>\(status)</CharacteristicStatusEnum></Status>
              <CharacteristicItemId>12</CharacteristicItemId>
              \(value.map { "<Value>\($0)</Value>" } ?? "")
            </\(kind)CharacteristicMeasurement>
          </CharacteristicMeasurements></MeasuredCharacteristics>
          <InspectionStatus><InspectionStatusEnum>\(whole)</InspectionStatusEnum></InspectionStatus>
          <ActualComponentIds n="1"><Id>40</Id></ActualComponentIds>
        </MeasurementResults>
        """
    }

    /// A document with everything in its place.
    static func whole(_ results: String = results(), _ more: String = "") -> String {
        document(units + more + product + devices + characteristics() + results)
    }
}

/// What a text gives, read in one piece.
func read(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> ReadBatch {
    QIFFormat().read(Array(text.utf8), options)
}

/// The codes of everything that was said about a batch.
func codes(_ batch: ReadBatch) -> [String] {
    batch.problems.listed.map(\.code) + batch.activities.flatMap { $0.warnings.map(\.code) }
}

extension Activity {
    func names(_ role: Participation.Role) -> [String] {
        participants.filter { $0.role == role }.map(\.thing.name)
    }

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}
