// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Assembly
import Canon
import Glibc
import Ledger
import TransparencyLog

/// What is wrong with a plant, and how to fix it.
struct Doctor: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is wrong with a plant and what to do about it.",
        discussion: """
            Example: witnessmark doctor

            Looks at the folder, the key's permissions, the anchor, the clock, the disk, the time-stamping
            service, and whether the log would start. Changes nothing, unless --accept-store-as-newest is given.

            Exit status: 0 nothing is wrong, 1 something is.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Flag(
        help: ArgumentHelp(
            "Write a missing anchor anew from the store's own newest checkpoint.",
            discussion: "Only when you know that the store is the newest copy there is."))
    var acceptStoreAsNewest = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let folder = plant.folder
        let plant = try Wiring.openForReading(folder)
        if acceptStoreAsNewest { try acceptStore(plant, output) }
        var findings: [Finding] = []
        findings.append(key(folder))
        findings.append(start(plant, folder))
        findings.append(anchorPlace(plant))
        findings.append(clock(plant))
        findings.append(disk(folder))
        findings.append(leftovers(folder))
        findings.append(await timestamping(plant))
        var table = TextTable(("state", .left), ("what", .left), ("finding", .left))
        for finding in findings {
            table.add(finding.isFine ? "ok" : "WRONG", finding.what, finding.text)
        }
        output.result(
            table.text,
            [
                "schema": "witnessmark.doctor/1",
                "findings": .array(
                    findings.map {
                        [
                            "what": .string($0.what), "ok": .bool($0.isFine),
                            "text": .string($0.text),
                        ]
                    }),
            ])
        return findings.allSatisfy(\.isFine) ? .ok : .failed
    }

    private struct Finding {
        let what: String
        let isFine: Bool
        let text: String

        static func fine(_ what: String, _ text: String) -> Finding {
            Finding(what: what, isFine: true, text: text)
        }
        static func wrong(_ what: String, _ text: String) -> Finding {
            Finding(what: what, isFine: false, text: text)
        }
    }

    private func key(_ folder: PlantFolder) -> Finding {
        do {
            let key = try LogKeyFile.read(folder.key)
            return .fine("key", "\(key.verifierKey.text), readable by its owner only")
        } catch { return .wrong("key", "\(error)") }
    }

    private func start(_ plant: PlantOnRead, _ folder: PlantFolder) -> Finding {
        do {
            let start = try StartUp.judge(plant.journal, anchor: plant.anchor, key: plant.key)
            return .fine("log", "starts; newest checkpoint over \(start.last.head.size) entries")
        } catch { return .wrong("log", "\(error)") }
    }

    private func anchorPlace(_ plant: PlantOnRead) -> Finding {
        plant.settings.anchor == nil
            ? .fine(
                "anchor",
                "in the data directory; on another disk it would outlive more (\"anchor\" in plant.json)"
            )
            : .fine("anchor", plant.anchor.path)
    }

    private func clock(_ plant: PlantOnRead) -> Finding {
        guard let checkpoint = try? plant.checkpoint() else {
            // The finding about the log says why there is none.
            return .wrong("clock", "no checkpoint to compare with")
        }
        return checkpoint.sealedAt <= .now
            ? .fine("clock", Instant.now.rfc3339Seconds)
            : .wrong(
                "clock",
                "is at \(Instant.now.rfc3339Seconds), before the last checkpoint of "
                    + "\(checkpoint.sealedAt.rfc3339Seconds); set it right, or no checkpoint is sealed"
            )
    }

    private func disk(_ folder: PlantFolder) -> Finding {
        var status = statvfs()
        guard statvfs(folder.path, &status) == 0 else {
            return .wrong("disk", "\(folder.path) cannot be asked how full it is")
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let megabytes = TextTable.number(free >> 20)
        return free > 1 << 30
            ? .fine("disk", "\(megabytes) MiB free")
            : .wrong("disk", "only \(megabytes) MiB free; intake stops when there is none")
    }

    private func leftovers(_ folder: PlantFolder) -> Finding {
        let count = FolderAccess.names(in: folder.originals + "/incoming").count
        return count == 0
            ? .fine("originals", "nothing left over from an interrupted intake")
            : .fine(
                "originals",
                "\(count.counted("leftover")) of an interrupted intake; the next intake removes them"
            )
    }

    private func timestamping(_ plant: PlantOnRead) async -> Finding {
        guard let service = plant.settings.timestamping else {
            return .fine("time-stamps", "no service is set; times in packages are the log's own")
        }
        do {
            let question = Digest(of: Array("witnessmark doctor".utf8))
            let answer = try await Wiring.timeStamping(of: plant.folder, plant.settings)?
                .token(over: question)
            let time = answer.map { ", says \($0.time.rfc3339Seconds)" } ?? ""
            return .fine("time-stamps", "\(service.url) answers\(time)")
        } catch { return .wrong("time-stamps", "\(service.url): \(error)") }
    }

    /// Writes the anchor that is missing; an anchor that is there is never touched.
    private func acceptStore(_ plant: PlantOnRead, _ output: Output) throws {
        guard try plant.anchor.read() == nil else {
            throw CommandFailure(
                "WM-LOG-006", "There is an anchor at \(plant.anchor.path); it is left as it is.",
                remedy: "Only a missing anchor is written anew.", status: .conflict)
        }
        let head = try Ledger.acceptAsNewest(
            plant.journal, anchor: plant.anchor, key: plant.key)
        output.talk("The anchor was written anew over \(head.size) entries.")
    }
}
