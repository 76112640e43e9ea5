import APIKit
import ApplianceDomain
import CLibXML2
import Locking
import Testing

@testable import APIs

/// Holds XML answers to the schemas that the product serves.
enum SchemaCheck {
  /// Fails the test where an answer breaks the schema of its edition. What is no XML is not looked at.
  static func require(
    _ edition: Edition, path: String, head: String, body: [UInt8],
    location: SourceLocation = #_sourceLocation
  ) {
    guard head.contains("Content-Type: text/xml"), !path.hasSuffix(".xsd"), !body.isEmpty else { return }
    let problems = problems(body, edition)
    guard !problems.isEmpty else { return }
    let text = String(decoding: body, as: UTF8.self)
    Issue.record(
      "An answer breaks its schema: \(problems.joined(separator: " "))\n\(text)", sourceLocation: location)
  }

  /// What libxml2 finds wrong with a document; nothing where it is valid.
  static func problems(_ bytes: [UInt8], _ edition: Edition) -> [String] {
    guard let document = XMLCheck.parse(bytes) else { return ["The document is not well-formed."] }
    defer { xmlFreeDoc(document) }
    return problems(document, edition)
  }

  static func problems(_ document: xmlDocPtr, _ edition: Edition) -> [String] {
    let name = xmlDocGetRootElement(document)?.pointee.ns?.pointee.href.map { String(cString: $0) }
    switch name {
    case edition.namespaces.command?: return compiled(edition).command.problems(document)
    case edition.namespaces.reporting?: return compiled(edition).reporting.problems(document)
    case let other?: return ["No answer is in the namespace \(other)."]
    case nil: return isLoginFailure(document) ? [] : ["The root is in no namespace."]
    }
  }

  /// The answers that are in no namespace: failed logins, in the words of the Backup API and of all others.
  private static func isLoginFailure(_ document: xmlDocPtr) -> Bool {
    guard let root = xmlDocGetRootElement(document) else { return false }
    return String(cString: root.pointee.name) == "error"
      && ["Login failed", "Invalid credentials"].contains(XMLCheck.content(of: root))
  }

  // MARK: Compiled schemas

  private struct Pair: Sendable {
    let command: CompiledSchema
    let reporting: CompiledSchema
  }

  /// Each edition's schemas, compiled when they are needed first.
  private static let pairs = Lock<[String: Pair]>([:])

  private static func compiled(_ edition: Edition) -> Pair {
    pairs.withLock { pairs in
      let key = "\(edition.version.rawValue) \(edition.fidelity.rawValue)"
      if let pair = pairs[key] { return pair }
      let schemas = Schemas(edition)
      let pair = Pair(
        command: CompiledSchema(schemas.command), reporting: CompiledSchema(schemas.reporting))
      pairs[key] = pair
      return pair
    }
  }
}

/// A schema as libxml2 has compiled it.
final class CompiledSchema: @unchecked Sendable {
  // Sendable: nothing changes a schema once it is compiled, and each validation has a context of its own.
  private let schema: xmlSchemaPtr?
  /// What is wrong with the schema itself.
  let faults: [String]

  init(_ bytes: [UInt8]) {
    let complaints = Complaints()
    schema = bytes.withUnsafeBytes { buffer in
      let text = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = xmlSchemaNewMemParserCtxt(text, Int32(buffer.count)) else { return nil }
      defer { xmlSchemaFreeParserCtxt(context) }
      xmlSchemaSetParserStructuredErrors(
        context, { data, error in Complaints.add(data, error?.pointee) }, complaints.pointer)
      return xmlSchemaParse(context)
    }
    faults = complaints.sentences
  }

  deinit { xmlSchemaFree(schema) }

  func problems(_ document: xmlDocPtr) -> [String] {
    guard let schema, faults.isEmpty else { return ["The schema is wrong: \(faults)"] }
    guard let context = xmlSchemaNewValidCtxt(schema) else { return ["There is no room to validate."] }
    defer { xmlSchemaFreeValidCtxt(context) }
    let complaints = Complaints()
    xmlSchemaSetValidStructuredErrors(
      context, { data, error in Complaints.add(data, error?.pointee) }, complaints.pointer)
    let result = xmlSchemaValidateDoc(context, document)
    return result == 0 || !complaints.sentences.isEmpty
      ? complaints.sentences : ["libxml2 failed: \(result)."]
  }
}

/// What libxml2 complains of.
private final class Complaints {
  private(set) var sentences: [String] = []

  var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static func add(_ data: UnsafeMutableRawPointer?, _ error: xmlError?) {
    guard let data, let error else { return }
    let text = error.message.map { String(cString: $0) } ?? "An error without a message."
    let sentence = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    Unmanaged<Complaints>.fromOpaque(data).takeUnretainedValue().sentences.append(
      "Line \(error.line): \(sentence)")
  }
}
