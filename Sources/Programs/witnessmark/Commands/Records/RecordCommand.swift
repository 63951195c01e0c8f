// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Governed records: nonconformities, holds, actions, decisions and all the others.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Open, read, sign and move governed records.",
        discussion: """
            Examples:
              witnessmark record kinds nonconformity
              witnessmark record open nonconformity --title "Bore too wide" --site plant7 \\
                --set things=serial:P7-1042 --by a.keller
              witnessmark record show NC-2026-0001
              witnessmark record sign NC-2026-0001 approve --as approved --by k.lind

            Who acts is --by, else WITNESSMARK_PERSON; the password is asked for, or read from \
            --password-file. Nothing is edited in place: every act is an entry of the log.
            """,
        subcommands: [
            RecordKinds.self, RecordOpen.self, RecordShow.self, RecordList.self, RecordHistory.self,
            RecordDiff.self, RecordAmend.self, RecordAttach.self, RecordLinkCommand.self,
            RecordUnlink.self, RecordCheckLink.self, RecordPropose.self, RecordSign.self,
            RecordRefuse.self, RecordTransition.self, RecordSupersede.self, RecordVoid.self,
            RecordReopen.self, RecordRecurrence.self, RecordAgenda.self,
        ])
}
