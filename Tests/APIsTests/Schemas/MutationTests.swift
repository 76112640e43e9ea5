import APIKit
import ApplianceDomain
import CLibXML2
import Foundation
import Testing

@testable import APIs

@Suite("valid answers that are changed a little")
struct MutationTests {
  /// The valid answers of an edition: what the product answered, and what the guides describe besides.
  private func answers(_ edition: Edition) throws -> [(name: String, bytes: [UInt8])] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = "Goldens/\(edition.version.rawValue)-\(edition.fidelity.rawValue)"
    var answers = SampleAnswers.all(edition).map { ($0.name, Array($0.text.utf8)) }
    for room in ["Answers", "Reporting"] {
      let files = try FileManager.default.contentsOfDirectory(
        at: tests.appending(path: "\(room)/\(folder)"), includingPropertiesForKeys: nil)
      for file in files.sorted(by: { $0.path < $1.path }) {
        let bytes = try Array(Data(contentsOf: file))
        // A golden of a whole message has its head before the document.
        guard let start = bytes.firstRange(of: Array("<?xml".utf8))?.lowerBound else { continue }
        answers.append((file.lastPathComponent, Array(bytes[start...])))
      }
    }
    return answers.filter { !String(decoding: $0.1, as: UTF8.self).contains("Login failed") }
  }

  @Test("each change is refused but those that the guides allow", arguments: SchemaTests.editions)
  func changes(_ edition: Edition) throws {
    let rules = LegitimateChanges(fidelity: edition.fidelity)
    var count = 0
    for (name, bytes) in try answers(edition) {
      let document = try #require(XMLCheck.parse(bytes))
      defer { xmlFreeDoc(document) }
      #expect(SchemaCheck.problems(document, edition) == [], "\(name)")
      for place in places(document) {
        count += changeElement(place, of: document, name, edition, rules)
        count += changeAttributes(of: place, of: document, name, edition, rules)
      }
    }
    #expect(count > 3000)
  }

  /// Where the first and the last element of each name and parent are: more of them are no other case.
  private func places(_ document: xmlDocPtr) -> [Int] {
    let names = MutatedElement.all(document).map(\.place)
    return names.indices.filter { place in
      names.firstIndex(of: names[place]) == place || names.lastIndex(of: names[place]) == place
    }
  }

  private func changeElement(
    _ place: Int, of document: xmlDocPtr, _ name: String, _ edition: Edition, _ rules: LegitimateChanges
  ) -> Int {
    var count = 0
    for mutation in Mutation.allCases {
      guard let copy = xmlCopyDoc(document, 1) else { continue }
      defer { xmlFreeDoc(copy) }
      let element = MutatedElement.all(copy)[place]
      let (what, isAllowed) = (element.place, rules.allow(mutation, of: element))
      guard element.apply(mutation) else { continue }
      count += 1
      let isValid = SchemaCheck.problems(copy, edition).isEmpty
      #expect(isValid == isAllowed, "\(mutation) \(what) in \(name), valid: \(isValid)")
    }
    return count
  }

  private func changeAttributes(
    of place: Int, of document: xmlDocPtr, _ name: String, _ edition: Edition, _ rules: LegitimateChanges
  ) -> Int {
    var count = 0
    for attribute in MutatedElement.all(document)[place].attributes {
      for mutation in AttributeMutation.allCases {
        guard let copy = xmlCopyDoc(document, 1) else { continue }
        defer { xmlFreeDoc(copy) }
        let element = MutatedElement.all(copy)[place]
        element.apply(mutation, to: attribute)
        count += 1
        let isValid = SchemaCheck.problems(copy, edition).isEmpty
        let isAllowed = rules.allow(mutation, of: attribute, in: element)
        #expect(
          isValid == isAllowed, "\(mutation) \(element.place)@\(attribute) in \(name), valid: \(isValid)")
      }
    }
    return count
  }
}
