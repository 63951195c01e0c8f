// SPDX-License-Identifier: Apache-2.0
import Canon

/// The inspection report that went with a carton to its customer: QIF 3.0, valid by its schema.
///
/// It tells of three pins of the first load that was tempered too cold. One of them is harder than
/// the drawing allows, and the report says PASS: somebody typed a verdict that the number beside it
/// does not bear out, and the carton was shipped an hour later.
struct DeliveryReport {
    private let schedule = PlantSchedule.story

    /// The first carton of the load, and how many of its pins were measured.
    private static let carton = 12
    private static let sampled = 3
    /// The second value contradicts its verdict.
    private static let hardness = ["39.5", "40.6", "39.7"]
    private static let diameter = ["21.983", "21.979", "21.981"]

    var bytes: [UInt8] { Array((head + results + "</QIFDocument>\n").utf8) }

    private var pins: Range<Int> {
        let first = Self.carton * PlantSchedule.cartonSize
        return first..<first + Self.sampled
    }

    private var began: Instant { schedule.shipped(carton: Self.carton).adding(minutes: -100) }

    private var prepared: Instant { began.adding(minutes: Self.sampled * 6) }

    private func began(_ pin: Int) -> Instant { began.adding(minutes: (pin - pins.lowerBound) * 6) }

    private var head: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <QIFDocument xmlns="http://qifstandards.org/xsd/qif3" versionQIF="3.0.0" idMax="60">
          <QPId>\(Self.uuid("document"))</QPId>
          <Version>
            <TimeCreated>\(prepared.atPlant)</TimeCreated>
          </Version>
          <StandardsDefinitions n="1">
            <Standard id="3">
              <Organization>
                <StandardsOrganizationEnum>ASME</StandardsOrganizationEnum>
              </Organization>
              <Designator>Y14.5</Designator>
              <Year>2018</Year>
            </Standard>
          </StandardsDefinitions>
          <FileUnits>
            <PrimaryUnits>
              <LinearUnit>
                <SIUnitName>meter</SIUnitName>
                <UnitName>mm</UnitName>
                <UnitConversion>
                  <Factor>0.001</Factor>
                </UnitConversion>
              </LinearUnit>
            </PrimaryUnits>
            <UserDefinedUnits n="1">
              <UserDefinedUnit>
                <WhatIsMeasured>Rockwell hardness, scale C</WhatIsMeasured>
                <UnitName>HRC</UnitName>
              </UserDefinedUnit>
            </UserDefinedUnits>
          </FileUnits>
          <MeasurementResources>
            <MeasurementDevices n="2">
              <MeasurementDevice id="11">
                <Name>HRC-1</Name>
              </MeasurementDevice>
              <MeasurementDevice id="12">
                <Name>CMM-1</Name>
              </MeasurementDevice>
            </MeasurementDevices>
          </MeasurementResources>
          <Product>
            <PartSet n="1">
              <Part id="1">
                <ModelNumber>\(Plant7.part)</ModelNumber>
                <DefinitionExternal id="4" n="1">
                  <PrintedDrawing id="2">
                    <Name>DWG-\(Plant7.part)</Name>
                    <Version>D</Version>
                    <DrawingNumber>DWG-\(Plant7.part)</DrawingNumber>
                    <AdditionalChanges>none</AdditionalChanges>
                    <Location>Document control</Location>
                  </PrintedDrawing>
                </DefinitionExternal>
              </Part>
            </PartSet>
          </Product>
          <Characteristics>
            <FormalStandardId>3</FormalStandardId>
            <CharacteristicDefinitions n="2">
              <UserDefinedUnitCharacteristicDefinition id="21"/>
              <DiameterCharacteristicDefinition id="22">
                <Tolerance>
                  <MaxValue>21.990</MaxValue>
                  <MinValue>21.970</MinValue>
                  <DefinedAsLimit>true</DefinedAsLimit>
                </Tolerance>
              </DiameterCharacteristicDefinition>
            </CharacteristicDefinitions>
            <CharacteristicNominals n="2">
              <UserDefinedUnitCharacteristicNominal id="23">
                <CharacteristicDefinitionId>21</CharacteristicDefinitionId>
                <TargetValue unitName="HRC">38.0</TargetValue>
                <MaxValue unitName="HRC">40.0</MaxValue>
                <MinValue unitName="HRC">36.0</MinValue>
                <DefinedAsLimit>true</DefinedAsLimit>
              </UserDefinedUnitCharacteristicNominal>
              <DiameterCharacteristicNominal id="24">
                <CharacteristicDefinitionId>22</CharacteristicDefinitionId>
                <TargetValue>21.980</TargetValue>
              </DiameterCharacteristicNominal>
            </CharacteristicNominals>
            <CharacteristicItems n="2">
              <UserDefinedUnitCharacteristicItem id="25">
                <Name>hardness</Name>
                <CharacteristicNominalId>23</CharacteristicNominalId>
              </UserDefinedUnitCharacteristicItem>
              <DiameterCharacteristicItem id="26">
                <Name>diameter 22</Name>
                <CharacteristicNominalId>24</CharacteristicNominalId>
              </DiameterCharacteristicItem>
            </CharacteristicItems>
          </Characteristics>

        """
    }

    private var results: String {
        """
          <Results>
            <MeasurementResultsSet n="\(pins.count)">
        \(pins.enumerated().map { result($0.element, $0.offset) }.joined(separator: "\n"))
            </MeasurementResultsSet>
            <ActualComponentSets n="1">
              <ActualComponentSet n="\(pins.count)">
        \(pins.enumerated().map { component($0.element, $0.offset) }.joined(separator: "\n"))
              </ActualComponentSet>
            </ActualComponentSets>
        \(traceability)
          </Results>

        """
    }

    private var traceability: String {
        """
            <InspectionTraceability>
              <InspectingOrganization>
                <Name>Plant 7</Name>
              </InspectingOrganization>
              <CustomerOrganization>
                <Name>\(Plant7.customers[Self.carton % Plant7.customers.count].name)</Name>
                <CustomerNumber>1001</CustomerNumber>
              </CustomerOrganization>
              <ReportNumber>DI-\(Self.carton + 1)</ReportNumber>
              <ReportPreparer>
                <Name>\(Plant7.inspectors[0])</Name>
              </ReportPreparer>
              <ReportPreparationDate>\(prepared.atPlant)</ReportPreparationDate>
            </InspectionTraceability>
        """
    }

    private func result(_ pin: Int, _ index: Int) -> String {
        """
              <MeasurementResults id="\(31 + index)">
                <InspectionTraceability>
                  <InspectionStart>\(began(pin).atPlant)</InspectionStart>
                  <InspectionEnd>\(began(pin).adding(minutes: 5).atPlant)</InspectionEnd>
                  <InspectionOperator>
                    <Name>\(Plant7.inspectors[0])</Name>
                  </InspectionOperator>
                </InspectionTraceability>
                <ThisResultsInstanceQPId>\(Self.uuid(Plant7.serial(pin)))</ThisResultsInstanceQPId>
                <MeasuredCharacteristics>
                  <CharacteristicMeasurements n="2">
        \(measurement("UserDefinedUnit", 41 + index, 25, 11, " unitName=\"HRC\"", Self.hardness[index]))
        \(measurement("Diameter", 51 + index, 26, 12, "", Self.diameter[index]))
                  </CharacteristicMeasurements>
                </MeasuredCharacteristics>
                <InspectionStatus>
                  <InspectionStatusEnum>PASS</InspectionStatusEnum>
                </InspectionStatus>
                <ActualComponentIds n="1">
                  <Id>\(35 + index)</Id>
                </ActualComponentIds>
              </MeasurementResults>
        """
    }

    private func measurement(
        _ kind: String, _ id: Int, _ item: Int, _ device: Int, _ unit: String, _ value: String
    ) -> String {
        """
                    <\(kind)CharacteristicMeasurement id="\(id)">
                      <Status>
                        <CharacteristicStatusEnum>PASS</CharacteristicStatusEnum>
                      </Status>
                      <CharacteristicItemId>\(item)</CharacteristicItemId>
                      <MeasurementDeviceIds n="1">
                        <Id>\(device)</Id>
                      </MeasurementDeviceIds>
                      <Value\(unit)>\(value)</Value>
                    </\(kind)CharacteristicMeasurement>
        """
    }

    private func component(_ pin: Int, _ index: Int) -> String {
        """
                <ActualComponent id="\(35 + index)">
                  <SerialNumber>\(Plant7.serial(pin))</SerialNumber>
                  <Status>
                    <InspectionStatusEnum>PASS</InspectionStatusEnum>
                  </Status>
                </ActualComponent>
        """
    }

    private static func uuid(_ name: String) -> String { Plant7.uuid("delivery \(name)") }
}
