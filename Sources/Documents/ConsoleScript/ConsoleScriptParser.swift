extension ConsoleScript {
  /// Reads a script.
  ///
  /// Lines end with `\n` or `\r\n`, each as it likes. `Undocumented:` a line break after the last command, which the
  /// grammar does not have and editors add, is taken; an empty line is not.
  ///
  /// - Throws: the first thing that is wrong, with its place.
  public init(parsing bytes: some Collection<UInt8>) throws(ConsoleScriptFault) {
    var lines = Self.lines(Array(bytes))
    if lines.count > 2, lines[lines.count - 1].isEmpty { lines.removeLast() }
    try Self.checkHeader(lines[0])
    var commands: [Command] = []
    for (place, line) in lines.enumerated().dropFirst() {
      guard commands.count < Self.maximumCommands else {
        throw ConsoleScriptFault(
          line: place + 1, column: 1, key: nil,
          message: "a script has at most \(Self.maximumCommands) commands; make a second script of the rest")
      }
      var reader = CommandReader(line: line, number: place + 1)
      commands.append(try reader.command())
    }
    guard !commands.isEmpty else {
      throw ConsoleScriptFault(
        line: 1, column: lines[0].count + 1, key: nil,
        message: "no command follows; write one on the next line, as in action=login")
    }
    self.init(commands)
  }

  /// The lines of a text, without what ends them; one at least.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    return pieces.enumerated().map { place, piece in
      // The carriage return belongs to the line break, and there is none behind the last line.
      place < pieces.count - 1 && piece.last == 0x0D ? piece.dropLast() : piece
    }
  }

  private static func checkHeader(_ line: ArraySlice<UInt8>) throws(ConsoleScriptFault) {
    guard line.elementsEqual(header.utf8) else {
      let same = zip(line, header.utf8).prefix { $0 == $1 }.count
      throw ConsoleScriptFault(
        line: 1, column: same + 1, key: nil, message: "a script begins with the line \(header)")
    }
  }
}

/// Reads the line of one command.
private struct CommandReader {
  let line: ArraySlice<UInt8>
  let number: Int
  private var position: Int

  init(line: ArraySlice<UInt8>, number: Int) {
    self.line = line
    self.number = number
    position = line.startIndex
  }

  mutating func command() throws(ConsoleScriptFault) -> ConsoleScript.Command {
    guard !line.isEmpty else { throw fault("this line is empty; write a command, or remove the line") }
    let action = try parameter()
    guard action.name == "action" else {
      throw fault(
        "a command begins with action=, and not with \(action.name)=", key: action.name, at: line.startIndex)
    }
    // The grammar has this one name as a literal, which an encoded letter is not.
    guard line.starts(with: "action=".utf8) else {
      throw fault(
        "a command begins with action= as it is, with nothing encoded", key: "action", at: line.startIndex)
    }
    guard !action.value.isEmpty else {
      throw fault("the action is missing; name one, as in action=login", key: "action")
    }
    var parameters: [ConsoleScript.Parameter] = []
    while position < line.endIndex {
      position += 1  // The ampersand, at which every parameter ends.
      parameters.append(try parameter())
    }
    return ConsoleScript.Command(action.value, parameters)
  }

  private mutating func parameter() throws(ConsoleScriptFault) -> ConsoleScript.Parameter {
    let start = position
    let name = try text(key: nil)
    guard !name.isEmpty else { throw fault("a name is missing; write name=value", at: start) }
    guard position < line.endIndex, line[position] == 0x3D else {
      throw fault("the value is missing; write \(name)= and the value", key: name)
    }
    position += 1
    let value = try text(key: name)
    guard position == line.endIndex || line[position] == 0x26 else {
      throw fault("a second = in one parameter; write %3D where it belongs to the value", key: name)
    }
    return ConsoleScript.Parameter(name, value)
  }

  /// Reads and decodes up to the next `=` or `&`, or to the end of the line.
  private mutating func text(key: String?) throws(ConsoleScriptFault) -> String {
    let start = position
    var decoded: [UInt8] = []
    while position < line.endIndex, line[position] != 0x3D, line[position] != 0x26 {
      let byte = line[position]
      if byte == 0x25 {
        decoded.append(try encodedByte(key: key))
      } else {
        guard Self.mayStand(byte) else {
          throw fault("\(Self.name(of: byte)) may not stand here; write \(Self.mend(byte))", key: key)
        }
        decoded.append(byte)
        position += 1
      }
    }
    guard let text = String(validating: decoded, as: UTF8.self) else {
      throw fault("this is not UTF-8 once it is decoded; encode the text in UTF-8", key: key, at: start)
    }
    return text
  }

  private mutating func encodedByte(key: String?) throws(ConsoleScriptFault) -> UInt8 {
    guard position + 2 < line.endIndex, let high = Hex.value(line[position + 1]),
      let low = Hex.value(line[position + 2])
    else { throw fault("a percent sign without two hex digits; write %25 for the sign itself", key: key) }
    position += 3
    return high << 4 | low
  }

  /// What RFC 3986 section 3.4 lets a query hold as it is; `=` and `&`, which part it, are looked at before.
  private static func mayStand(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x2D, 0x2E, 0x5F, 0x7E: true  // -._~
    case 0x21, 0x24, 0x27...0x2C, 0x3B: true  // !$'()*+,;
    case 0x3A, 0x40, 0x2F, 0x3F: true  // :@/?
    default: false
    }
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case 0x20: "a space"
    case 0x21..<0x7F: "the character \(Character(Unicode.Scalar(byte)))"
    case 0x0D: "a carriage return without a line feed"
    default: "a byte outside of printable ASCII"
    }
  }

  private static func mend(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
  }

  private func fault(_ message: String, key: String? = nil, at place: Int? = nil) -> ConsoleScriptFault {
    ConsoleScriptFault(
      line: number, column: (place ?? position) - line.startIndex + 1, key: key, message: message)
  }
}
