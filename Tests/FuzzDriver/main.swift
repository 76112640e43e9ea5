import Fuzzing
import Glibc
import StreamFuzzing

// libFuzzer over the target that FUZZ_TARGET names; the arguments are libFuzzer's. The name comes through the
// environment because libFuzzer starts itself anew with its own arguments when it merges corpora.
//
// The linker gives a program's `main` to Swift, so libFuzzer is entered through its library function instead.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

let targets = engineTargets + applianceTargets
let name = getenv("FUZZ_TARGET").map { String(cString: $0) }
guard let target = targets.first(where: { $0.name == name }) else {
  complain("FUZZ_TARGET is one of \(targets.map(\.name).joined(separator: ", ")).")
  exit(2)
}
let run = target.run

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
  runFuzzer(&count, &arguments) { bytes, count in
    run(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
  })
