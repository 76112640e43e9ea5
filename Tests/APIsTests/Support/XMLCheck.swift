import CLibXML2

/// What libxml2 says of a document.
enum XMLCheck {
  /// Whether it is well-formed and its namespaces are right.
  static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    guard let document = parse(bytes) else { return false }
    xmlFreeDoc(document)
    return true
  }

  /// The texts of the nodes that an XPath expression finds, in the order of the document; nil where the document is
  /// not well-formed or the expression is wrong. Elements of the document's namespace have the prefix `r`.
  static func texts(_ bytes: [UInt8], _ path: String) -> [String]? {
    nodes(bytes, path) { content(of: $0) }
  }

  /// The names of the nodes that an XPath expression finds, as ``texts(_:_:)`` finds them.
  static func names(_ bytes: [UInt8], _ path: String) -> [String]? {
    nodes(bytes, path) { $0.map { String(cString: $0.pointee.name) } ?? "" }
  }

  private static func nodes(_ bytes: [UInt8], _ path: String, _ read: (xmlNodePtr?) -> String) -> [String]? {
    guard let document = parse(bytes) else { return nil }
    defer { xmlFreeDoc(document) }
    guard let context = xmlXPathNewContext(document) else { return nil }
    defer { xmlXPathFreeContext(context) }
    if let namespace = xmlDocGetRootElement(document)?.pointee.ns {
      xmlXPathRegisterNs(context, "r", namespace.pointee.href)
    }
    guard let result = xmlXPathEvalExpression(path, context) else { return nil }
    defer { xmlXPathFreeObject(result) }
    guard let nodes = result.pointee.nodesetval else { return [] }
    return (0..<Int(nodes.pointee.nodeNr)).map { read(nodes.pointee.nodeTab[$0]) }
  }

  /// The text in a node and in all that is inside.
  static func content(of node: xmlNodePtr?) -> String {
    let buffer = xmlBufferCreate()
    defer { xmlBufferFree(buffer) }
    guard xmlNodeBufGetContent(buffer, node) == 0, let content = xmlBufferContent(buffer) else { return "" }
    return String(cString: content)
  }

  /// The tree of a document, which the caller frees; nil where it is not well-formed.
  static func parse(_ bytes: [UInt8]) -> xmlDocPtr? {
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    return bytes.withUnsafeBytes { buffer in
      xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil, options)
    }
  }
}
