// SPDX-License-Identifier: Apache-2.0
import Ledger

/// Why a taking-in came to no end, although the file may be good.
///
/// Nothing is lost: what was recorded stays, and taking the same file in again goes on from there,
/// because what is known already is recognised.
package enum IntakeFault: Error, Equatable {
    /// The operating system refused something: no such file, no permission, a full disk.
    case file(FileFault)
    /// The log gave no receipt.
    case log(AppendError)
    /// An entry could not be made of what was checked; this is a fault of the program.
    case entry(PreparationError)
    /// What was read is not what was copied: the copy changed in between.
    case copyChanged(String)
    /// No format is called that.
    case unknownFormat(String, known: [String])
    /// Somebody stopped it.
    case cancelled
}

extension IntakeFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let fault): "\(fault)"
        case .log(let error): "The log took nothing more: \(error)"
        case .entry(let fault): "An entry could not be made: \(fault)"
        case .copyChanged(let path):
            "\(path) changed while it was read. Look at the disk, then take the file in again."
        case .unknownFormat(let name, let known):
            "There is no format “\(name)”; known are \(known.joined(separator: ", "))."
        case .cancelled: "Stopped. Take the same file in again to go on."
        }
    }
}
