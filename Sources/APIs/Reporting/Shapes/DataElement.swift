import Documents
import History

/// The element `data` of an event: it begins with its first value, and is not there without any.
struct DataElement {
  private var hasBegun = false

  mutating func value(_ name: StaticString, _ value: RowText, to xml: inout XMLWriter) {
    begin(&xml)
    xml.begin("value")
    xml.attribute("name", utf8: UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    xml.attribute("value", utf8: value.bytes)
    xml.end()
  }

  mutating func value(_ name: StaticString, _ text: String, to xml: inout XMLWriter) {
    var text = text
    text.withUTF8 { value(name, RowText(UnsafeRawBufferPointer($0)), to: &xml) }
  }

  mutating func value(_ name: String, _ value: String, to xml: inout XMLWriter) {
    var (name, text) = (name, value)
    name.withUTF8 { name in
      text.withUTF8 { text in
        self.value(
          RowText(UnsafeRawBufferPointer(name)), RowText(UnsafeRawBufferPointer(text)), to: &xml)
      }
    }
  }

  mutating func value(_ name: RowText, _ value: RowText, to xml: inout XMLWriter) {
    begin(&xml)
    xml.begin("value")
    xml.attribute("name", utf8: name.bytes)
    xml.attribute("value", utf8: value.bytes)
    xml.end()
  }

  mutating func value(_ name: RowText, _ number: Int64, to xml: inout XMLWriter) {
    begin(&xml)
    xml.begin("value")
    xml.attribute("name", utf8: name.bytes)
    xml.attribute("value", number)
    xml.end()
  }

  /// There are no more values.
  func end(_ xml: inout XMLWriter) {
    if hasBegun { xml.end() }
  }

  private mutating func begin(_ xml: inout XMLWriter) {
    guard !hasBegun else { return }
    hasBegun = true
    xml.begin("data")
  }
}
