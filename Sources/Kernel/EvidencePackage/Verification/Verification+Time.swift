// SPDX-License-Identifier: Apache-2.0
import Canon

extension Verification {
    /// Holds a time-stamp token against the checkpoint it lies beside.
    mutating func checkTimeStamp(over checkpoint: [UInt8], statement: PackageStatement?) {
        let path = PackageLayout.timeStamp
        guard files[path] != nil else {
            if statement?.cover.requiresTimeStamp == true {
                report.fail(
                    .time, path.description,
                    expected: "a time-stamp token, which the statement requires", found: "nothing")
            }
            report.pass(.time, "no time-stamp; times are those of the log's own clock")
            report.notChecked.append(
                "when the checkpoint was made: there is no independent time-stamp")
            return
        }
        guard let bytes = bytes(of: path, atMost: TimeStampToken.byteCountMax, for: .time) else {
            return
        }
        guard let token = TimeStampToken(bytes) else {
            report.fail(
                .time, path.description,
                expected: "an RFC 3161 response or token with a SHA-2 imprint",
                found: "something else")
            return
        }
        guard token.isOver(checkpoint) else {
            report.fail(
                .time, path.description, expected: "a token over seal/checkpoint",
                found: "a token over other bytes")
            return
        }
        let flag = token.isBareToken ? " -token_in" : ""
        report.pass(.time, "a token over the checkpoint says \(token.time.rfc3339Seconds)")
        report.notChecked.append(
            "who signed the time-stamp; with the authority's root certificate: openssl ts -verify "
                + "-data seal/checkpoint -in seal/checkpoint.tsr\(flag) -CAfile ROOT.pem")
    }
}
