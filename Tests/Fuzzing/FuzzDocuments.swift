import Documents

/// A form or a query (`application/x-www-form-urlencoded`): what was read, encoded and read again, is the same, and
/// where the bytes lie in memory makes no difference.
public func fuzzForm(_ bytes: UnsafeRawBufferPointer) {
  let form = FormParameters(decoding: bytes)
  check(
    alike(form, FormParameters(decoding: AnyCollection(bytes))),
    "bytes that are not contiguous read otherwise")
  let encoded = form.pairs.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
  let again = FormParameters(decoding: encoded.joined(separator: "&").utf8)
  check(alike(form, again), "\(form.pairs) encoded and read again: \(again.pairs)")
}

/// A `multipart/form-data` body (RFC 7578) behind a line with its `Content-Type`. What was read, written anew and read
/// again, is the same, but for names with line breaks, which no field's head can hold.
public func fuzzMultipart(_ bytes: UnsafeRawBufferPointer) {
  let line = bytes.prefix { $0 != 0x0A }
  let body = Array(bytes.dropFirst(line.count + 1))
  let form = FormParameters(multipart: body, contentType: String(decoding: line, as: UTF8.self))
  guard !form.pairs.contains(where: { $0.name.utf8.contains { $0 == 0x0D || $0 == 0x0A } }) else { return }
  var number = 0
  while form.pairs.contains(where: { $0.value.utf8.contains("--b\(number)".utf8) }) { number += 1 }
  var written: [UInt8] = []
  for (name, value) in form.pairs {
    let quoted = name.utf8.flatMap { $0 == 0x22 || $0 == 0x5C ? [0x5C, $0] : [$0] }
    written += Array("--b\(number)\r\nContent-Disposition: form-data; name=\"".utf8) + quoted
    written += Array("\"\r\n\r\n".utf8) + Array(value.utf8) + Array("\r\n".utf8)
  }
  written += Array("--b\(number)--\r\n".utf8)
  let again = FormParameters(multipart: written, contentType: "multipart/form-data; boundary=b\(number)")
  check(alike(form, again), "\(form.pairs) written and read again: \(again.pairs)")
}

/// JSON (RFC 8259): what was read, written and read again, is the same, and is written the same.
public func fuzzJSON(_ bytes: UnsafeRawBufferPointer) {
  do throws(JSONFault) {
    let value = try JSONValue(parsing: bytes)
    let text = written(value)
    do throws(JSONFault) {
      let again = try JSONValue(parsing: text)
      // Texts are compared as bytes: Swift's equality takes canonically equivalent strings for one.
      check(
        again == value && written(again) == text,
        "\(value) is written as \(String(decoding: text, as: UTF8.self))")
    } catch {
      check(false, "\(value) is written as what is no JSON: \(error.message)")
    }
    check(deepest(value) <= 64, "a document nests deeper than the parser lets it")
  } catch {
    check((0...bytes.count).contains(error.offset), "a fault at byte \(error.offset) of \(bytes.count)")
  }
}

/// Base64 (RFC 4648 section 4): what can be decoded is what encoding gives, padding aside.
public func fuzzBase64(_ bytes: UnsafeRawBufferPointer) {
  let encoded = Base64.encode(bytes)
  check(
    Base64.decode(encoded.utf8).map { $0.elementsEqual(bytes) } == true, "\(encoded) is not decoded again")
  guard let decoded = Base64.decode(bytes) else { return }
  let text = Base64.encode(decoded).utf8.prefix { $0 != 0x3D }
  check(text.elementsEqual(bytes.prefix { $0 != 0x3D }), "two texts are the same bytes: \(Array(bytes))")
}

private func written(_ value: JSONValue) -> [UInt8] {
  var writer = JSONWriter()
  writer.value(value)
  return writer.bytes
}

private func deepest(_ value: JSONValue) -> Int {
  switch value {
  case .array(let elements): 1 + (elements.map(deepest).max() ?? 0)
  case .object(let members): 1 + (members.map { deepest($0.value) }.max() ?? 0)
  default: 0
  }
}

/// Whether two forms hold the same bytes: Swift's equality takes canonically equivalent strings for one.
private func alike(_ one: FormParameters, _ other: FormParameters) -> Bool {
  one.pairs.elementsEqual(other.pairs) {
    $0.name.utf8.elementsEqual($1.name.utf8) && $0.value.utf8.elementsEqual($1.value.utf8)
  }
}
