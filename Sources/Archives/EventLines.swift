public import ApplianceDomain
public import Determinism
public import Documents

/// Writes what an event archive says: a JSON object for each event, each on a line of its own.
///
/// Guide: "JSON Response for Archive Query". Of the session events only those are told that the guide lists there.
public struct EventLines {
  let identity: ApplianceIdentity
  let session: (_ lsid: String) -> ToldSession?

  /// A writer for an appliance.
  ///
  /// - Parameter session: what the lines of a session's events ask for; nil for a presentation.
  public init(_ identity: ApplianceIdentity, session: @escaping (_ lsid: String) -> ToldSession?) {
    self.identity = identity
    self.session = session
  }

  /// Writes the line of an entry; nothing where archives do not tell of it.
  public func write(_ entry: LogEntry, at time: Timestamp, to json: inout JSONWriter) {
    switch entry {
    case .change(let change): write(change, at: time, to: &json)
    case .truncateModel:
      begin("truncate_model", at: time, in: &json)
      end(&json)
    case .sessionEvent(let event): write(event, at: time, to: &json)
    case .record: break
    }
  }

  private func write(_ change: Change, at time: Timestamp, to json: inout JSONWriter) {
    switch change.kind {
    case .insert: begin("model_insert", at: time, in: &json)
    case .update: begin("model_update", at: time, in: &json)
    case .delete: begin("model_delete", at: time, in: &json)
    }
    json.key("data")
    json.beginObject()
    json.key(change.table.rawValue)
    switch change.kind {
    case .insert: writeRow(change, nil, to: &json)
    case .update(let mask): writeRow(change, mask, to: &json)
    case .delete:
      json.beginArray()
      json.quotedNumber(change.id.value)
      json.endArray()
    }
    json.endObject()
    end(&json)
  }

  private func writeRow(_ change: Change, _ mask: FieldMask?, to json: inout JSONWriter) {
    json.beginObject()
    json.key(String(change.id.value))
    RowJSON.write(change.row, only: mask, to: &json)
    json.endObject()
  }

  func begin(_ type: String, at time: Timestamp, in json: inout JSONWriter) {
    json.beginObject()
    json.key("type")
    json.string(type)
    json.key("timestamp")
    json.number(time.seconds)
  }

  func end(_ json: inout JSONWriter) {
    json.endObject()
    json.newline()
  }
}

/// What the lines of a session's events ask for, besides the events.
public struct ToldSession: Sendable {
  /// The ID of its public site.
  public let site: Int
  /// What of it is recorded.
  public let recorded: RecordingKinds

  /// A session.
  public init(site: Int, recorded: RecordingKinds) {
    self.site = site
    self.recorded = recorded
  }
}
