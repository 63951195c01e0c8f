// SPDX-License-Identifier: Apache-2.0

/// A list of words that the Core Business Vocabulary 2.0 fixes, and how it writes them as URIs.
///
/// One word has four spellings in the wild: bare in JSON (`receiving`), as a URN in older XML, as a
/// web URI, and as a compact URI. They are one word.
package enum Vocabulary: CaseIterable, Sendable {
    case bizStep, disposition, transactionType, partyType, errorReason
    case measurement, sensorAlert, component

    /// The word that some text stands for, bare: `receiving` for any spelling of it.
    ///
    /// `nil` when the text is none of this vocabulary's spellings. A word in a right spelling need
    /// not be a standard one; see ``isStandard(_:)``.
    package func word(_ text: String, _ prefixes: Prefixes) -> String? {
        guard text.utf8.contains(0x3A) else { return text.isEmpty ? nil : text }
        let uri = prefixes.expand(text) ?? text
        return uri.dropping(web) ?? (urn.isEmpty ? nil : uri.dropping(urn))
    }

    /// Whether the vocabulary has this word.
    package func isStandard(_ word: String) -> Bool { words.contains(word) }

    /// The web URI of a word, as CBV 2.0 hashes it.
    package func uri(_ word: String) -> String { web + word }

    private var web: String {
        switch self {
        case .bizStep: "https://ref.gs1.org/cbv/BizStep-"
        case .disposition: "https://ref.gs1.org/cbv/Disp-"
        case .transactionType: "https://ref.gs1.org/cbv/BTT-"
        case .partyType: "https://ref.gs1.org/cbv/SDT-"
        case .errorReason: "https://ref.gs1.org/cbv/ER-"
        case .component: "https://ref.gs1.org/cbv/Comp-"
        case .measurement, .sensorAlert: "https://gs1.org/voc/"
        }
    }

    private var urn: String {
        switch self {
        case .bizStep: "urn:epcglobal:cbv:bizstep:"
        case .disposition: "urn:epcglobal:cbv:disp:"
        case .transactionType: "urn:epcglobal:cbv:btt:"
        case .partyType: "urn:epcglobal:cbv:sdt:"
        case .errorReason: "urn:epcglobal:cbv:er:"
        case .component, .measurement, .sensorAlert: ""
        }
    }

    private var words: Set<String> {
        switch self {
        case .bizStep: Vocabulary.bizSteps
        case .disposition: Vocabulary.dispositions
        case .transactionType: Vocabulary.transactionTypes
        case .partyType: Vocabulary.partyTypes
        case .errorReason: Vocabulary.errorReasons
        case .measurement: Vocabulary.measurements
        case .sensorAlert: Vocabulary.sensorAlerts
        case .component: Vocabulary.components
        }
    }

    private static func list(_ words: StaticString) -> Set<String> {
        let text = words.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let bizSteps = list(
        """
        accepting arriving assembling collecting commissioning consigning creating_class_instance
        cycle_counting decommissioning departing destroying disassembling dispensing encoding
        entering_exiting holding inspecting installing killing loading other packing picking
        receiving removing repackaging repairing replacing reserving retail_selling sampling
        sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
        unloading unpacking void_shipping
        """)
    private static let dispositions = list(
        """
        active available completeness_verified completeness_inferred conformant container_closed
        container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit
        inactive mismatch_instance mismatch_class mismatch_quantity needs_replacement
        no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved
        retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown
        """)
    private static let transactionTypes = list(
        "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt")
    private static let partyTypes = list("owning_party possessing_party location")
    private static let errorReasons = list("did_not_occur incorrect_data")
    private static let sensorAlerts = list("ALARM_CONDITION ERROR_CONDITION")
    private static let components = list(
        """
        x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting
        northing latitude longitude altitude
        """)
    private static let measurements = list(
        """
        AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude
        AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum
        AngularVelocity Area Capacitance Conductance Conductivity Count Density Dimensionless
        DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent
        ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance
        Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
        LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass
        MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy
        MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity RelativeHumidity Resistance
        Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time
        Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber
        """)
}

extension String {
    /// What follows a beginning; `nil` when the text does not begin so.
    fileprivate func dropping(_ start: String) -> String? {
        guard utf8.starts(with: start.utf8) else { return nil }
        return String(self[utf8.index(startIndex, offsetBy: start.utf8.count)...])
    }
}
