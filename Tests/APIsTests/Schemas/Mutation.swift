import CLibXML2

/// A small change that makes a document say what the guides do not describe, as a rule.
enum Mutation: CaseIterable {
  case rename, leaveNamespace, drop, duplicate, swap, moveIntoSibling, moveOut, writeText, addChild,
    addAttribute
}

/// A change of an attribute.
enum AttributeMutation: CaseIterable {
  case rename, drop, write
}

/// An element of a document, as a mutation sees it.
struct MutatedElement {
  let node: xmlNodePtr

  var name: String { String(cString: node.pointee.name) }
  var parent: xmlNodePtr? {
    node.pointee.parent.flatMap { $0.pointee.type == XML_ELEMENT_NODE ? $0 : nil }
  }
  var parentName: String { parent.map { String(cString: $0.pointee.name) } ?? "" }
  /// The name behind that of the parent: what the rules go by.
  var place: String { parent == nil ? name : "\(parentName)/\(name)" }
  var next: xmlNodePtr? { xmlNextElementSibling(node) }
  var previous: xmlNodePtr? { xmlPreviousElementSibling(node) }
  var isLeaf: Bool { xmlFirstElementChild(node) == nil }
  var nextName: String? { next.map { String(cString: $0.pointee.name) } }

  /// Whether a sibling has its name.
  var hasTwin: Bool {
    var sibling = parent.flatMap { xmlFirstElementChild($0) }
    while let one = sibling {
      if one != node, String(cString: one.pointee.name) == name { return true }
      sibling = xmlNextElementSibling(one)
    }
    return false
  }

  /// The names of its attributes.
  var attributes: [String] {
    var names: [String] = []
    var attribute = node.pointee.properties
    while let one = attribute {
      names.append(String(cString: one.pointee.name))
      attribute = one.pointee.next
    }
    return names
  }

  /// Changes the document; false where the change does not apply here.
  func apply(_ mutation: Mutation) -> Bool {
    switch mutation {
    case .rename: xmlNodeSetName(node, name + "x")
    case .leaveNamespace: node.pointee.ns = nil
    case .drop:
      guard parent != nil else { return false }
      xmlUnlinkNode(node)
      xmlFreeNode(node)
    case .duplicate:
      guard parent != nil, let copy = xmlCopyNode(node, 1) else { return false }
      xmlAddNextSibling(node, copy)
    case .swap:
      guard let next else { return false }
      xmlAddNextSibling(next, node)
    case .moveIntoSibling:
      guard let previous else { return false }
      xmlUnlinkNode(node)
      xmlAddChild(previous, node)
    case .moveOut:
      guard let parent, MutatedElement(node: parent).parent != nil else { return false }
      xmlAddNextSibling(parent, node)
    case .writeText:
      if isLeaf {
        xmlNodeSetContent(node, "?\u{20AC}")
      } else {
        xmlAddChild(node, xmlNewText("?"))
      }
    case .addChild: xmlNewChild(node, node.pointee.ns, "unknown", nil)
    case .addAttribute: xmlSetProp(node, "unknown", "1")
    }
    return true
  }

  func apply(_ mutation: AttributeMutation, to attribute: String) {
    switch mutation {
    case .rename:
      guard let found = xmlHasProp(node, attribute) else { return }
      found.withMemoryRebound(to: xmlNode.self, capacity: 1) { xmlNodeSetName($0, attribute + "x") }
    case .drop: xmlUnsetProp(node, attribute)
    case .write: xmlSetProp(node, attribute, "?\u{20AC}")
    }
  }

  /// The elements of a document in its order.
  static func all(_ document: xmlDocPtr) -> [MutatedElement] {
    var elements: [MutatedElement] = []
    func collect(_ node: xmlNodePtr) {
      elements.append(MutatedElement(node: node))
      var child = xmlFirstElementChild(node)
      while let one = child {
        collect(one)
        child = xmlNextElementSibling(one)
      }
    }
    if let root = xmlDocGetRootElement(document) { collect(root) }
    return elements
  }
}
