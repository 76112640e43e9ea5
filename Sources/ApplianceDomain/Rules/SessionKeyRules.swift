import Determinism

/// Session keys (guide: "API Command: generate_session_key").
extension ApplianceDomain {
  mutating func generateSessionKey(_ request: SessionKeyRequest, at now: Timestamp) throws(Refusal) -> Outcome
  {
    let resolved = try resolve(request.queue)
    try check(attributes: request.attributes, priority: request.priority, skills: request.skills)
    if let ttl = request.ttl, ttl < 1 { throw .invalidTTL(ttl) }
    var shortKey = chance.shortKey()
    while keys.isTaken(shortKey) { shortKey = chance.shortKey() }
    let key = SessionKey(
      shortKey: shortKey, accessKey: chance.accessKey(), queue: request.queue, created: now,
      ttl: min(request.ttl ?? settings.sessionKeyMaximumTTL, settings.sessionKeyMaximumTTL),
      attributes: request.attributes, priority: request.priority, skills: request.skills)
    keys.insert(key)
    keep(.sessionKey(key))
    return .sessionKey(GeneratedKey(key: key, queue: resolved, isAvailable: isAvailable(resolved)))
  }
}
