import APIKit
import ApplianceDomain

/// `start_vnc_session` is in the 18.1 guide and in the 21.3 guide. VNC came with API version 1.16.0 (18.1 guide, "API
/// Change Log"); the entries before it name the script commands of their time, and none for VNC.
struct VNCScript: Sendable {
  let isThere: Bool

  init(_ edition: Edition) { isThere = edition.version != .v1_15_1 }
}
