import Documents
import History

/// `/session_list/session/session_details/event/system_information`.
enum SystemInformationElement {
  /// `Undocumented:` that the ids, which tie a value to its field, count from 0.
  static func write(_ tables: Fields.Field, to xml: inout XMLWriter) throws {
    var texts = tables.texts
    xml.begin("system_information")
    while !texts.isAtEnd {
      xml.begin("category")
      xml.attribute("name", utf8: try texts.text().bytes)
      xml.begin("description")
      for id in 0..<(try texts.number()) {
        xml.begin("field")
        xml.attribute("id", Int64(id))
        xml.attribute("name", utf8: try texts.text().bytes)
        xml.end()
      }
      xml.end()
      xml.begin("data")
      for _ in 0..<(try texts.number()) { try writeRow(&texts, to: &xml) }
      xml.end()
      xml.end()
    }
    xml.end()
  }

  private static func writeRow(_ texts: inout FieldTexts, to xml: inout XMLWriter) throws {
    xml.begin("row")
    for id in 0..<(try texts.number()) {
      xml.begin("field")
      xml.attribute("id", Int64(id))
      xml.text(utf8: try texts.text().bytes)
      xml.end()
    }
    xml.end()
  }
}
