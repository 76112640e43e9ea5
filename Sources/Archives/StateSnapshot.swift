public import ApplianceDomain
import Documents

/// What a state archive holds: one JSON object with every table of the model (guide: "JSON Response for Archive
/// Query").
public enum StateSnapshot {
  /// The gzip file of a model. A table without rows is `null`; tables and rows have a fixed order, so that the same
  /// model makes the same bytes.
  public static func file(of model: StateModel) throws(GzipFault) -> [UInt8] {
    var gzip = try GzipWriter()
    var json = JSONWriter(capacity: 64 * 1024)
    json.beginObject()
    for table in TableName.allCases {
      json.key(table.rawValue)
      guard model.rowCount(of: table) > 0 else {
        json.null()
        continue
      }
      json.beginObject()
      model.forEachRow(of: table) { id, row in
        json.key(String(id.value))
        RowJSON.write(row, only: nil, to: &json)
      }
      json.endObject()
      // A table at a time, so that memory holds the largest table's text and not the whole model's.
      try gzip.append(json.take())
    }
    json.endObject()
    try gzip.append(json.take())
    return try gzip.finish()
  }
}
