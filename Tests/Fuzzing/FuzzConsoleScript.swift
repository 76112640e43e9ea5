import Documents

/// A console script (BRCS): what was read, written and read again, is the same, and is written the same; a fault lies
/// in the text.
public func fuzzConsoleScript(_ bytes: UnsafeRawBufferPointer) {
  do throws(ConsoleScriptFault) {
    let script = try ConsoleScript(parsing: bytes)
    check(
      (1...ConsoleScript.maximumCommands).contains(script.commands.count), "\(script.commands.count) commands"
    )
    let text = script.text
    check(text.utf8.allSatisfy { $0 == 0x0A || (0x21..<0x7F).contains($0) }, "what is written is not ASCII")
    do throws(ConsoleScriptFault) {
      let again = try ConsoleScript(parsing: text.utf8)
      // Texts are compared as bytes: Swift's equality takes canonically equivalent strings for one.
      check(
        again == script && again.text.utf8.elementsEqual(text.utf8), "\(script) is written as \(text)")
    } catch {
      check(false, "\(script) is written as what is no script: \(error.message)")
    }
  } catch {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    check((1...max(lines.count, 1)).contains(error.line), "a fault in line \(error.line) of \(lines.count)")
    let length = lines.isEmpty ? 0 : lines[error.line - 1].count
    check((1...(length + 1)).contains(error.column), "a fault at column \(error.column) of \(length)")
  }
}
