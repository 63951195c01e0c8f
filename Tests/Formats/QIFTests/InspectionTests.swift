// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import Testing

@testable import QIF

struct InspectionTests {
    @Test func `An inspection is one activity with its results`() throws {
        let batch = read(QIFTexts.whole())
        #expect(batch.problems.isEmpty)
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.kind == "inspection.results")
        #expect(activity.names(.subject) == ["bracket/7"])
        #expect(activity.names(.about) == ["bracket"])
        #expect(activity.attribute("SerialNumber") == "7")
        #expect(activity.names(.instrument) == ["CMM-3"])
        let result = try #require(activity.results.first)
        #expect(result.name == "bore")
        #expect(result.characteristic == "7")
        #expect(result.value == "12.01")
        #expect(result.unit == "mm")
        #expect(result.instrument == "CMM-3")
        #expect(
            [result.lowerLimit, result.nominal, result.upperLimit] == ["11.95", "12", "12.05"])
        #expect([result.claimed, result.computed] == [.pass, .pass])
    }

    @Test(arguments: [("7", "bracket/7"), ("A7", "A7"), ("SN#12-3", "SN#12-3")])
    func `A serial number of digits only is called by its part too`(
        serial: String, name: String
    ) {
        let batch = read(QIFTexts.whole(QIFTexts.results(serial: serial)))
        #expect(batch.activities.first?.activity.names(.subject) == [name])
        #expect(batch.activities.first?.activity.attribute("SerialNumber") == serial)
    }

    @Test func `Claimed and computed verdict stand side by side`() throws {
        let batch = read(QIFTexts.whole(QIFTexts.results("12.5", status: "PASS")))
        let result = try #require(batch.activities.first?.activity.results.first)
        #expect([result.claimed, result.computed] == [.pass, .fail])
    }

    @Test func `The verdict on the part is compared with those on its results`() throws {
        let batch = read(QIFTexts.whole(QIFTexts.results("12.5", status: "FAIL", whole: "PASS")))
        let claim = try #require(batch.activities.first?.activity.claims.first)
        #expect([claim.claimed, claim.computed] == ["PASS", "FAIL"])
    }

    @Test func `What is known of the devices used comes in one order`() throws {
        let devices = (20...29).map { id in
            "<MeasurementDevice id=\"\(id)\"><Name>CMM-3</Name>"
                + "<SerialNumber>S\(id)</SerialNumber></MeasurementDevice>"
        }
        let list =
            "<MeasurementResources><MeasurementDevices n=\"10\">\(devices.joined())"
            + "</MeasurementDevices></MeasurementResources>"
        let text = QIFTexts.document(
            QIFTexts.units + list + QIFTexts.characteristics() + QIFTexts.results())
        let serials = try #require(read(text).activities.first?.activity.attributes)
            .filter { $0.name == "Device SerialNumber" }.map(\.value)
        #expect(serials == (20...29).map { "S\($0)" })
    }

    @Test func `A status that is neither is kept in its own word`() throws {
        let batch = read(QIFTexts.whole(QIFTexts.results(nil, status: "NOT_ANALYZED")))
        let activity = try #require(batch.activities.first?.activity)
        let result = try #require(activity.results.first)
        #expect(result.value == "NOT_ANALYZED")
        #expect(result.claimed == nil && result.computed == nil && result.unit == nil)
        #expect(activity.attribute("Status of bore") == "NOT_ANALYZED")
    }

    @Test func `Its session is the results' own, else the document's for the serial`() {
        func session(_ text: String) -> String? {
            read(text).activities.first?.activity.session
        }
        let named = "<ThisResultsInstanceQPId>abc-1</ThisResultsInstanceQPId>"
        #expect(session(QIFTexts.whole(QIFTexts.results(more: named))) == "abc-1")
        #expect(session(QIFTexts.whole()) == "doc-1/7")
        #expect(session(QIFTexts.whole(QIFTexts.results(serial: nil))) == "doc-1#30")
        let body = QIFTexts.units + QIFTexts.product + QIFTexts.results()
        #expect(session(QIFTexts.document(id: nil, body)) == nil)
    }

    @Test func `Its id is the results instance's, else the document's with its own`() {
        let named = "<ThisResultsInstanceQPId> abc-1 </ThisResultsInstanceQPId>"
        let own = read(QIFTexts.whole(QIFTexts.results(more: named)))
        #expect(own.activities.map(\.eventID) == ["abc-1"])
        #expect(read(QIFTexts.whole()).activities.map(\.eventID) == ["doc-1#30"])
    }

    @Test func `A document without an id is known by its bytes`() throws {
        let text = QIFTexts.document(
            id: nil, QIFTexts.units + QIFTexts.characteristics() + QIFTexts.results())
        let batch = read(text)
        let digest = Digest(of: Array(text.utf8)).hex
        #expect(batch.activities.map(\.eventID) == ["sha256:\(digest)#30"])
        #expect(codes(batch).contains("qif.id.missing"))
    }

    @Test func `Its part of the file is its element, byte for byte`() throws {
        let text = QIFTexts.whole()
        let read = try #require(read(text).activities.first)
        let bytes = Array(text.utf8)[Int(read.bytes.lowerBound)..<Int(read.bytes.upperBound)]
        let part = String(decoding: bytes, as: UTF8.self)
        #expect(part.hasPrefix("<MeasurementResults id=\"30\">"))
        #expect(part.hasSuffix("</MeasurementResults>"))
        #expect(read.digest == Digest(of: Array(bytes)))
        #expect(read.place.path.hasSuffix("/MeasurementResults[1]"))
    }

    @Test func `A part without a serial number is said, not guessed`() throws {
        let batch = read(QIFTexts.whole(QIFTexts.results(serial: nil)))
        #expect(batch.activities.first?.activity.names(.subject) == [])
        #expect(codes(batch).contains("qif.serial.missing"))
    }

    @Test func `Times without a zone keep their text and have no moment`() throws {
        let when = """
            <InspectionTraceability><InspectionStart>2017-03-07T10:50:35</InspectionStart>
            <InspectionEnd>2017-03-07T11:02:00Z</InspectionEnd>
            <InspectionOperator><Name>A. Ortiz</Name><EmployeeId>17</EmployeeId>
            </InspectionOperator></InspectionTraceability>
            """
        let batch = read(QIFTexts.whole(QIFTexts.results(more: when)))
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.occurred?.text == "2017-03-07T10:50:35")
        #expect(activity.occurred?.zone == .absent)
        #expect(activity.ended?.zone == .given(offsetMinutes: 0))
        #expect(activity.names(.performer) == ["A. Ortiz"])
        #expect(activity.attribution == .personNamed)
    }

    @Test func `A document without any time says so`() {
        #expect(codes(read(QIFTexts.whole())).contains("qif.time.missing"))
    }

    @Test func `What applies to all inspections is taken where one is silent`() throws {
        let before = """
            <PreInspectionTraceability><InspectingOrganization><Name>Gauge House</Name>
            </InspectingOrganization><PurchaseOrderNumber>PO-9</PurchaseOrderNumber>
            <ReportNumber>R-1</ReportNumber></PreInspectionTraceability>
            """
        let activity = try #require(
            read(QIFTexts.whole(QIFTexts.results(), before)).activities.first?.activity)
        #expect(activity.attribution == .organisation)
        #expect(activity.names(.performer) == ["Gauge House"])
        #expect(activity.names(.order) == ["PO-9"])
        #expect(activity.attribute("ReportNumber") == "R-1")
    }

    @Test func `One item measured on several features is told apart`() throws {
        let text = """
            <Results><MeasurementResultsSet n="1"><MeasurementResults id="30">
            <MeasuredFeatures n="2">
              <CylinderFeatureMeasurement id="51"><FeatureItemId>61</FeatureItemId>
              </CylinderFeatureMeasurement>
              <CylinderFeatureMeasurement id="52"><FeatureItemId>62</FeatureItemId>
              </CylinderFeatureMeasurement></MeasuredFeatures>
            <MeasuredCharacteristics><CharacteristicMeasurements n="2">
              \(measurement("12.01", on: "51"))\(measurement("11", on: "52"))
            </CharacteristicMeasurements></MeasuredCharacteristics>
            </MeasurementResults></MeasurementResultsSet></Results>
            """
        let features = """
            <Features><FeatureItems n="2">
            <CylinderFeatureItem id="61"><FeatureName>HOLE1</FeatureName></CylinderFeatureItem>
            <CylinderFeatureItem id="62"><FeatureName>HOLE2</FeatureName></CylinderFeatureItem>
            </FeatureItems></Features>
            """
        let results = try #require(
            read(QIFTexts.whole(text, features)).activities.first?.activity.results)
        #expect(results.map(\.name) == ["bore on HOLE1", "bore on HOLE2"])
        #expect(results.map(\.characteristic) == ["7 on HOLE1", "7 on HOLE2"])
    }

    private func measurement(_ value: String, on feature: String) -> String {
        """
        <DiameterCharacteristicMeasurement id="9\(feature)">
        <Status><CharacteristicStatusEnum>PASS</CharacteristicStatusEnum></Status>
        <CharacteristicItemId>12</CharacteristicItemId>
        <FeatureMeasurementIds n="1"><Id>\(feature)</Id></FeatureMeasurementIds>
        <Value>\(value)</Value></DiameterCharacteristicMeasurement>
        """
    }

    @Test func `A plan says what was to be measured`() throws {
        let plan = "<Plan><UnorderedPlanRoot/></Plan>"
        let batch = read(QIFTexts.document(QIFTexts.units + QIFTexts.characteristics() + plan))
        let activity = try #require(batch.activities.first?.activity)
        #expect(batch.activities.count == 1)
        #expect(activity.kind == "inspection.planned")
        #expect(activity.status == .planned)
        #expect(activity.names(.expected) == ["doc-1/7"])
    }

    @Test func `An inspection under a plan names what of it was measured`() throws {
        let reference = """
            <PreInspectionTraceability><ReferencedQIFPlanInstance><ItemQPId>plan-9</ItemQPId>
            </ReferencedQIFPlanInstance></PreInspectionTraceability>
            """
        let activity = try #require(
            read(QIFTexts.whole(QIFTexts.results(), reference)).activities.first?.activity)
        #expect(activity.names(.document) == ["plan-9"])
        #expect(activity.names(.about) == ["bracket", "plan-9/7"])
    }

    @Test func `A document with a plan and its results gives both`() {
        let text = QIFTexts.whole(QIFTexts.results(), "<Plan><UnorderedPlanRoot/></Plan>")
        #expect(
            read(text).activities.map(\.activity.kind) == [
                "inspection.results", "inspection.planned",
            ])
    }
}
