/// Text inside HTML.
public enum HTMLText {
  /// The text with everything escaped that HTML could take for markup, in content and in quoted attributes.
  public static func escape(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x26: escaped.append("&amp;" as StaticString)
      case 0x3C: escaped.append("&lt;" as StaticString)
      case 0x3E: escaped.append("&gt;" as StaticString)
      case 0x22: escaped.append("&quot;" as StaticString)
      case 0x27: escaped.append("&#39;" as StaticString)
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
