// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Results nobody can trace to a device that was fit for it.
    static let deviceUncalibrated = Check(
        "device-uncalibrated", "Results come from a device in calibration", .accurate,
        rules: ["ALC-AC-4", "ALC-TR-1"],
        asks: "Does each measured result name the device it came from, and does a calibration of "
            + "that device hold at that time?",
        why: "When a device is found to be off, the question is which results it made. That can "
            + "only be answered if every result says so.",
        looksAt:
            "results that are numbers; their instrument, else the activity's instruments, else, "
            + "where a device recorded by itself, its equipment; calibrations (see above)",
        reasons: [
            DeviceUncalibrated.calibrated, DeviceUncalibrated.noDevice, DeviceUncalibrated.lapsed,
            DeviceUncalibrated.failed, DeviceUncalibrated.noEnd,
            DeviceUncalibrated.noCertificate, DeviceUncalibrated.certified,
            DeviceUncalibrated.noMoment, DeviceUncalibrated.noNumber,
        ]
    ) { _, register in DeviceUncalibrated(calibrations: register.calibrations) }
}

struct DeviceUncalibrated: Examination {
    static let calibrated = Reason.pass("in-calibration", "a calibration of the device holds")
    static let noDevice = Reason.fail(
        "no-device", .major, "a measured result names no device")
    static let lapsed = Reason.fail(
        "out-of-calibration", .major, "the device has certificates, and none of them holds then")
    static let failed = Reason.fail(
        "calibration-failed", .major, "the device's calibration found it outside of its limits")
    static let noEnd = Reason.indeterminate(
        "no-interval", "the device was calibrated before, and until when that holds is not said")
    static let noCertificate = Reason.indeterminate(
        "no-certificate", "no calibration of the device is in the log")
    static let certified = Reason.indeterminate(
        "certified-elsewhere",
        "the results are quoted from a certificate, whose issuer answers for "
            + "the device")
    static let noMoment = Reason.indeterminate(
        "no-moment", "the times of result and calibration are not known well enough to tell")
    static let noNumber = Reason.notApplicable(
        "nothing-measured", "the record has no measured number, or is a calibration or master data")

    let calibrations: Calibrations

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        let measured = activity.results.filter { WrittenNumber($0.value) != nil }
        guard !measured.isEmpty, activity.capture != .derived, activity.status != .planned,
            !Calibrations.isCalibration(activity.kind),
            !activity.kind.hasSameBytes(as: RegisteredRanges.kind)
        else {
            judgements.judge(DeviceUncalibrated.noNumber, observation)
            return
        }
        let common = activity.devices
        var devices: Set<ExactText> = Set(common.map { ExactText($0) })
        var nameless: [MeasuredResult] = []
        for result in measured {
            if let instrument = result.instrument {
                devices.insert(ExactText(instrument))
            } else if common.isEmpty {
                nameless.append(result)
            }
        }
        if let first = nameless.first {
            let more = nameless.count > 1 ? " and \(nameless.count - 1) more" : ""
            let isCertified = activity.participants.contains { $0.thing.kind == .certificate }
            judgements.judge(
                isCertified ? DeviceUncalibrated.certified : DeviceUncalibrated.noDevice,
                observation,
                values: nameless.prefix(20).map { Finding.Value($0.name, $0.value) },
                "\(first.label)\(more): with what it was measured is not said")
        }
        let time = (activity.occurred ?? activity.ended).flatMap { PossibleMoments($0) }
        for device in devices.map(\.text).sorted() {
            judge(device, at: time, observation, &judgements)
        }
    }

    private func judge(
        _ device: String, at time: PossibleMoments?, _ observation: Observation,
        _ judgements: inout Judgements
    ) {
        let certificates = calibrations.certificates(of: device)
        let (reason, certificate) = DeviceUncalibrated.reason(certificates, at: time)
        var things = observation.activity.spokenOf
        // A name that is none cannot be listed as a thing; the words name it all the same.
        do throws(MalformedThing) { things.append(try Thing(.equipment, device)) } catch {}
        judgements.judge(
            reason,
            entries: [observation.position] + (certificate.map { [$0.origin.entry] } ?? []),
            things: things,
            values: certificate?.until.map { [Finding.Value("holds until", $0.text)] }
                ?? [], "equipment \(device): \(reason.meaning)")
    }

    private static func reason(
        _ certificates: [Calibrations.Certificate], at time: PossibleMoments?
    ) -> (Reason, Calibrations.Certificate?) {
        guard !certificates.isEmpty else { return (noCertificate, nil) }
        guard let time else { return (noMoment, certificates.last) }
        var newest: (certificate: Calibrations.Certificate, from: PossibleMoments)?
        var isOpen = false
        for certificate in certificates {
            guard let from = certificate.from.flatMap({ PossibleMoments($0) }) else {
                isOpen = true
                continue
            }
            switch from.isBy(time) {
            case true where newest.map { $0.from.latest <= from.latest } ?? true:
                newest = (certificate, from)
            case nil: isOpen = true
            case true, false: break
            }
        }
        // The newest calibration before the result decides; an older one is overtaken by it.
        guard let newest = newest?.certificate else {
            return (isOpen ? noMoment : lapsed, certificates.first)
        }
        if newest.hasFailed { return (isOpen ? noMoment : failed, newest) }
        guard newest.hasValidity else { return (noEnd, newest) }
        guard let end = newest.until else { return (calibrated, newest) }
        switch PossibleMoments(end).flatMap(time.isBy) {
        case true: return (calibrated, newest)
        case false: return (isOpen ? noMoment : lapsed, newest)
        case nil: return (noMoment, newest)
        }
    }
}

extension Activity {
    /// The devices that all of its results came from, as far as it says.
    fileprivate var devices: [String] {
        let instruments = things(.instrument).map(\.name)
        guard instruments.isEmpty, attribution == .device || capture == .automatic else {
            return instruments
        }
        let equipment = things(.equipment)
        let performing = things(.performer).filter { $0.kind == .equipment }
        return (equipment.isEmpty ? performing : equipment).map(\.name)
    }
}
