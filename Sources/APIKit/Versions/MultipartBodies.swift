import ApplianceDomain

// Differences: multipart-form

/// Multipart POST requests: the 21.3 guide says that they are not supported; clients of older appliances sent them.
enum MultipartBodies {
  static func areAccepted(by version: APIVersion) -> Bool { version != .v1_21_1 }
}
