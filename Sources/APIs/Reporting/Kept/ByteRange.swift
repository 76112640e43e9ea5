import HTTPMessages
import HTTPTypes

/// Which part of a file a request asks for (RFC 9110 section 14).
enum ByteRange: Equatable {
  case whole
  case part(Range<Int>)
  /// The file does not reach so far: 416.
  case unsatisfiable

  /// Only GET has ranges, and only of bytes. What is not understood, several ranges at once, and a range of another
  /// state of the file (`If-Range`) are ignored, as the RFC allows or demands: the whole file is sent.
  ///
  /// - Parameters:
  ///   - length: that of the file.
  ///   - tag: the file's entity tag.
  init(_ request: Request, length: Int, tag: String) {
    self = .whole
    guard request.method == .get, request.fields.count("range") == 1, let text = request.fields.text("range")
    else { return }
    // A date never matches, because our answers say none (section 13.1.5).
    if let condition = request.fields.text("if-range"), condition != tag { return }
    guard let range = Self.parse(text) else { return }
    switch range {
    case (let first?, let last):
      guard first < length else { self = .unsatisfiable; return }
      self = .part(first..<(last.map { min($0, length - 1) + 1 } ?? length))
    case (nil, let count?):
      guard count > 0, length > 0 else { self = .unsatisfiable; return }
      self = .part(max(0, length - count)..<length)
    case (nil, nil): return
    }
  }

  /// The first and last byte of `bytes=0-9`, `bytes=9-`, or only a count for `bytes=-9`; nil for anything else.
  private static func parse(_ text: String) -> (first: Int?, last: Int?)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
    let ends = parts[1].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    var numbers: [Int?] = []
    for end in ends {
      let digits = end.trimming { $0 == " " || $0 == "\t" }
      if digits.isEmpty {
        numbers.append(nil)
      } else {
        guard let number = WholeNumber.parse(String(digits)) else { return nil }
        numbers.append(Int(clamping: number))
      }
    }
    if let first = numbers[0], let last = numbers[1], first > last { return nil }
    return (numbers[0], numbers[1])
  }
}

extension Substring {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
    var rest = drop(while: isTrimmed)
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
