import History

/// The macro `%name%` in a chat message stands for whoever wrote it (guide: "chat_message"). Archives keep it; reports
/// and transcripts show the text as the chat did.
enum ChatMacro {
  /// Whether there may be one in a text: cheaper to say than to replace it.
  static func isPossible(in text: RowText) -> Bool { text.bytes.contains(0x25) }

  static func replaced(in body: String, by name: String) -> String {
    var result = ""
    var rest = body[...]
    while let place = rest.firstRange(of: "%name%") {
      result += rest[..<place.lowerBound] + name
      rest = rest[place.upperBound...]
    }
    return result + rest
  }
}
