// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The target that FUZZ_TARGET names; read once, since libFuzzer's callback carries no context.
private let target = getenv("FUZZ_TARGET").flatMap { fuzzTargets[String(cString: $0)] }

/// What libFuzzer calls with each input.
///
/// A property that does not hold is told and ends the program, which is how a finding is made.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> CInt {
    let buffer = UnsafeRawBufferPointer(start: bytes, count: length)
    do { try target?(buffer) } catch {
        tell("\nBroken property: \(error)\n")
        abort()
    }
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// SwiftPM renames an executable's main to this, so libFuzzer's own is not reached.
///
/// `fuzz seeds FOLDER` writes the seeds that are made by our own writers; else libFuzzer runs the
/// target that FUZZ_TARGET names.
@_cdecl("fuzz_main")
public func fuzzMain(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
    let words = (0..<Int(count)).compactMap { arguments[$0].map { String(cString: $0) } }
    if words.count == 3, words[1] == "seeds" {
        do { try Seeds.write(into: words[2]) } catch {
            tell("seeds: \(error)\n")
            return 1
        }
        return 0
    }
    guard target != nil else {
        puts("FUZZ_TARGET is one of: \(fuzzTargets.keys.sorted().joined(separator: " "))")
        return 64
    }
    var count = count
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
    return runDriver(&count, &arguments) { fuzzOneInput($0, $1) }
}

/// Writes to standard error, past buffers that an abort would lose.
private func tell(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
