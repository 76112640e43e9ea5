import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages

/// A logged-in representative, as the answer shows them.
private struct LoggedInRep: Sendable {
  var row: RepresentativeRow
  var since: Timestamp
  var presentations = 0
  var sessions = 0
  var isShowing: Bool
}

extension CommandOperation {
  /// `get_logged_in_reps` (guide: "API Command: get_logged_in_reps").
  static let getLoggedInReps = CommandOperation(
    action: "get_logged_in_reps", requirement: .commandReadOnly, errorParent: "logged_in_reps"
  ) { call in
    let reps = call.context.appliance.read { domain, _ in collect(domain) }
    let base = call.context.base(for: call.request)
    return call.xml("logged_in_reps") { xml in
      for rep in reps { write(rep, base: base, &xml) }
    }
  }

  private static func collect(_ domain: borrowing ApplianceDomain) -> [LoggedInRep] {
    var reps: [RowID: LoggedInRep] = [:]
    var order: [RowID] = []
    let (model, console, index) = (domain.model, domain.console, domain.index)
    model.representative.forEach { id, row in
      guard let open = console[row.userID] else { return }
      let mayShow = index.representative(row.userID)?.showsOnRepList ?? false
      reps[id] = LoggedInRep(row: row, since: open.since, isShowing: mayShow && open.isShowing)
      order.append(id)
    }
    model.representativeSupportSession.forEach { _, row in reps[row.representativeID]?.sessions += 1 }
    model.presenter.forEach { _, row in reps[row.representativeID]?.presentations += 1 }
    return order.compactMap { reps[$0] }
  }

  private static func write(_ rep: LoggedInRep, base: String, _ xml: inout XMLWriter) {
    xml.begin("rep")
    xml.attribute("id", Int64(rep.row.userID))
    xml.element("display_name", rep.row.publicDisplayName)
    xml.element("public_display_name", rep.row.publicDisplayName)
    xml.element("private_display_name", rep.row.privateDisplayName)
    xml.element("type", typeName(rep.row.type))
    xml.element("direct_link", directLink(rep.row, base: base))
    xml.element("logged_in_since", rep.since.iso8601)
    xml.element("presentation_count", Int64(rep.presentations))
    xml.element("support_session_count", Int64(rep.sessions))
    xml.element("showing_on_rep_list", rep.isShowing ? 1 : 0)
    xml.end()
  }

  /// `Embassy` exists only where the version has embassies, because only there a representative can be one.
  private static func typeName(_ type: RepresentativeType) -> String {
    switch type {
    case .normal: "Normal"
    case .embassy: "Embassy"
    case .invited: "Invited"
    }
  }

  /// An HTML anchor to the download of a customer client that connects to the representative.
  private static func directLink(_ row: RepresentativeRow, base: String) -> String {
    let name = PercentEncoding.encode(row.publicDisplayName)
    let url = "\(base)/api/start_session?id=\(row.userID)&amp;name=\(name)"
    return "<a href=\"\(url)\">\(HTMLText.escape(row.publicDisplayName))</a>"
  }
}
