import ApplianceDomain
public import Changes
import Determinism
import Documents

/// What an event archive says of a batch: a JSON object for each event, each on a line of its own.
///
/// Guide: "JSON Response for Archive Query". Of the session events only those are told that the guide lists there.
public enum EventLines {
  /// The lines of a batch, in the order in which things happened; empty where nothing is told.
  public static func lines(of batch: Batch) -> [UInt8] {
    guard !batch.entries.isEmpty else { return [] }
    var json = JSONWriter(capacity: batch.entries.count * averageLineLength)
    for entry in batch.entries { write(entry, at: batch.time, to: &json) }
    return json.take()
  }

  /// The room that is reserved for a line; a longer one makes the buffer grow.
  private static let averageLineLength = 256

  private static func write(_ entry: LogEntry, at time: Timestamp, to json: inout JSONWriter) {
    switch entry {
    case .change(let change): write(change, at: time, to: &json)
    case .truncateModel:
      begin("truncate_model", at: time, in: &json)
      end(&json)
    case .sessionEvent(let event): write(event, to: &json)
    case .record: break
    }
  }

  private static func write(_ change: Change, at time: Timestamp, to json: inout JSONWriter) {
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

  private static func writeRow(_ change: Change, _ mask: FieldMask?, to json: inout JSONWriter) {
    json.beginObject()
    json.key(String(change.id.value))
    RowJSON.write(change.row, only: mask, to: &json)
    json.endObject()
  }

  private static func write(_ event: SessionEvent, to json: inout JSONWriter) {
    switch event.detail {
    case .chatMessage(let body):
      begin("session_event", at: event.timestamp, in: &json)
      json.key("lsid")
      json.string(event.lsid)
      json.key("name")
      json.string("chat_message")
      json.key("data")
      json.beginObject()
      json.key("body")
      json.string(body)
      json.key("performed_by")
      write(event.performedBy, to: &json)
      json.key("destination")
      json.beginArray()
      if let destination = event.destination { write(destination, to: &json) }
      json.endArray()
      json.endObject()
      end(&json)
    // The guide's list for archives names none of these; the model's changes tell of them.
    case .sessionStart, .sessionEnd, .conferenceOwnerChanged, .conferenceMemberAdded,
      .conferenceMemberDeparted, .externalKey, .activity:
      break
    }
  }

  /// `Undocumented:` the guide says only that it is a list of name-value pairs.
  private static func write(_ party: Party, to json: inout JSONWriter) {
    json.beginObject()
    json.key("type")
    json.string(party.type.rawValue)
    json.key("gsnumber")
    json.number(Int64(party.gsnumber))
    json.key("name")
    json.string(party.name)
    if let id = party.userID {
      json.key("representative_id")
      json.number(Int64(id))
    }
    json.endObject()
  }

  private static func begin(_ type: String, at time: Timestamp, in json: inout JSONWriter) {
    json.beginObject()
    json.key("type")
    json.string(type)
    json.key("timestamp")
    json.number(time.seconds)
  }

  private static func end(_ json: inout JSONWriter) {
    json.endObject()
    json.newline()
  }
}
