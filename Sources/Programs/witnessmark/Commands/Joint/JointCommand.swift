// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The procedure for matters that are both of quality and of security.
struct JointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "joint",
        abstract: "Work on matters that are both of quality and of security.",
        discussion: """
            A joint case is a record like any other: `record open joint-case`, `record sign` and
            `record transition` work on it. Here is what goes beyond one record.

            Examples:
              witnessmark joint scan                      what meets a trigger rule
              witnessmark joint status JQS-2026-0001      all of a case on one page
              witnessmark joint trust-window JQS-2026-0001 --by s.mori
            """,
        subcommands: [
            JointScanCommand.self, JointRulesCommand.self, JointStatus.self,
            JointTrustWindow.self, JointReport.self, JointResponsibilities.self,
            JointDrill.self, JointMaturity.self,
        ])
}
