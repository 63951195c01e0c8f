// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The target that FUZZ_TARGET names; read once, since libFuzzer's callback carries no context.
private let target = getenv("FUZZ_TARGET").flatMap { fuzzTargets[String(cString: $0)] }

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> CInt {
    let buffer = UnsafeRawBufferPointer(start: bytes, count: length)
    precondition(target?(buffer) == true, "the target's property does not hold")
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// SwiftPM renames an executable's main to this, so libFuzzer's own is not reached.
@_cdecl("fuzz_main")
public func fuzzMain(
    _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
    guard target != nil else {
        puts("FUZZ_TARGET is one of: \(fuzzTargets.keys.sorted().joined(separator: " "))")
        return 64
    }
    var count = count
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
    return runDriver(&count, &arguments) { fuzzOneInput($0, $1) }
}
