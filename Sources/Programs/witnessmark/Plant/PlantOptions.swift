// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc

/// Which plant a command works on.
struct PlantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The data directory.",
            discussion:
                "Also read from WITNESSMARK_DATA; ./witnessmark-data where neither is given.",
            valueName: "directory"))
    var data: String?

    var folder: PlantFolder {
        if let data { return PlantFolder(data) }
        if let set = getenv("WITNESSMARK_DATA"), set.pointee != 0 {
            return PlantFolder(String(cString: set))
        }
        return PlantFolder("witnessmark-data")
    }
}
