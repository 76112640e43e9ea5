import APIKit
public import ApplianceDomain
import Documents
import HTTPMessages
import HTTPTypes

/// RxJS 4 as it was found at the start. It is a library of others, so it comes from the system and is not kept here.
public enum ReactiveExtensions: Sendable {
  /// The source of a complete build.
  case source([UInt8])
  /// It cannot be had; the sentence says why, and what mends it.
  case missing(String)
}

/// `/api/state.js`, the JavaScript library of the real-time state API, combined with RxJS once at the start.
public struct StateLibrary: Sendable {
  /// The script as it is served.
  public let script: [UInt8]
  /// The script for who may keep it; nil where it only says what is missing.
  private let served: ServedScript?

  /// The library of a version.
  public init(version: APIVersion, reactiveExtensions: ReactiveExtensions) {
    switch reactiveExtensions {
    case .source(let source):
      script = Self.combined(.of(version), source)
      served = ServedScript(script)
    case .missing(let sentence):
      // A script that runs and throws: of one that is refused, a browser shows neither the text nor the reason.
      script =
        Array("throw new Error(".utf8) + Self.json { $0.string("/api/state.js: " + sentence) } + ");\n".utf8
      served = nil
    }
  }

  /// Answers `GET /api/state.js`, without an account: pages load it before they have a token.
  func answer(_ request: Request, in context: APIContext) -> Response {
    served?.answer(request, in: context) ?? Answers.answer(.script, .bytes(script), to: request, in: context)
  }

  // MARK: The script

  /// The lines of `state.js` that are replaced.
  private static let placeOfRxJS = "    //= RxJS"
  private static let placeOfEdition = "  var edition = null; //= edition"

  private static func combined(_ form: LibraryForm, _ source: [UInt8]) -> [UInt8] {
    let lines = PackageResources.state_js.split(separator: 0x0A, omittingEmptySubsequences: false)
    var script: [UInt8] = []
    script.reserveCapacity(PackageResources.state_js.count + source.count + 256)
    for (index, line) in lines.enumerated() {
      if index > 0 { script.append(0x0A) }
      if line.elementsEqual(placeOfRxJS.utf8) {
        script += source
      } else if line.elementsEqual(placeOfEdition.utf8) {
        script += "  var edition = ".utf8 + edition(form) + ";".utf8
      } else {
        script += line
      }
    }
    return script
  }

  private static func edition(_ form: LibraryForm) -> [UInt8] {
    json { json in
      json.beginObject()
      json.key("names")
      json.beginArray()
      for name in form.names { json.string(name) }
      json.endArray()
      json.key("subprotocol")
      if let subprotocol = form.subprotocol { json.string(subprotocol) } else { json.null() }
      json.endObject()
    }
  }

  private static func json(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    write(&json)
    return json.bytes
  }
}
