import ApplianceDomain
import Documents

/// `/session_list/session/session_details/event/system_information`.
enum SystemInformationElement {
  /// `Undocumented:` that the ids, which tie a value to its field, count from 0.
  static func write(_ categories: [SystemCategory], to xml: inout XMLWriter) {
    xml.begin("system_information")
    for category in categories {
      xml.begin("category")
      xml.attribute("name", category.name)
      xml.begin("description")
      for (id, column) in category.columns.enumerated() {
        xml.begin("field")
        xml.attribute("id", Int64(id))
        xml.attribute("name", column)
        xml.end()
      }
      xml.end()
      xml.begin("data")
      for row in category.rows { write(row, to: &xml) }
      xml.end()
      xml.end()
    }
    xml.end()
  }

  private static func write(_ row: [String], to xml: inout XMLWriter) {
    xml.begin("row")
    for (id, value) in row.enumerated() {
      xml.begin("field")
      xml.attribute("id", Int64(id))
      xml.text(value)
      xml.end()
    }
    xml.end()
  }
}
