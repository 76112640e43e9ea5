import COpenSSL
import Testing

@testable import TLS

@Suite("Moving data over TLS")
struct TransferTests {
  private func connected(_ version: Int32) throws -> Conversation {
    let conversation = try Conversation(context("a.example"), .init(versions: version...version))
    conversation.shakeHands()
    return conversation
  }

  private func payload(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
  }

  @Test(
    "a big answer arrives in partial writes from moving buffers", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func bigAnswer(version: Int32) throws {
    let conversation = try connected(version)
    let sent = payload(1_000_000)
    var rest = sent[...]
    var received: [UInt8] = []
    var waits = 0
    var writes = 0
    while received.count < sent.count {
      if !rest.isEmpty {
        switch conversation.serverWrite(rest.prefix(100_000)) {
        case .bytes(let count):
          #expect((1...100_000).contains(count))
          rest = rest.dropFirst(count)
          writes += 1
          continue
        case .wantsWrite: waits += 1
        case let other:
          Issue.record("\(other)")
          return
        }
      }
      received += conversation.client.read().bytes
    }
    let arrived = received == sent
    #expect(arrived)
    #expect(waits > 0, "the socket was full at least once")
    #expect(writes > 10, "a write takes a part")
  }

  @Test("a big request arrives", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func bigRequest(version: Int32) throws {
    let conversation = try connected(version)
    var received: [UInt8] = []
    let piece = payload(10_000)
    for _ in 0..<50 {
      conversation.client.write(piece)
      received += conversation.serverRead(pieceSize: 777).bytes
    }
    #expect(received.count == 500_000)
    let endsRight = received.suffix(10_000) == piece[...]
    #expect(endsRight)
  }

  @Test("bytes read ahead are told, and read without the socket")
  func readAhead() throws {
    let conversation = try connected(TLS1_3_VERSION)
    for text in ["one", "two"] { conversation.client.write(Array(text.utf8)) }
    #expect(!conversation.server.hasPendingPlaintext)
    var piece = [UInt8](repeating: 0, count: 2)
    var text = ""
    // Each record gives at most its own bytes; all of them came with one read from the socket.
    for count in [2, 1, 2, 1] {
      let result = piece.withUnsafeMutableBytes { conversation.server.read(into: $0) }
      guard case .bytes(count) = result else {
        Issue.record("\(result)")
        return
      }
      text += String(decoding: piece[..<count], as: UTF8.self)
      #expect(conversation.server.hasPendingPlaintext == (text != "onetwo"))
    }
    guard case .wantsRead = conversation.serverRead().end else {
      Issue.record("nothing more was sent")
      return
    }
  }

  @Test("empty buffers move nothing and end nothing")
  func empty() throws {
    let conversation = try connected(TLS1_3_VERSION)
    guard case .bytes(0) = conversation.serverWrite([]),
      case .bytes(0) = conversation.server.read(into: .init(start: nil, count: 0)),
      case .bytes(1) = conversation.serverWrite([1])
    else {
      Issue.record("an empty buffer did something")
      return
    }
    #expect(conversation.client.read().bytes == [1])
  }

  @Test("shutdown tells the client, who may still send", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func serverCloses(version: Int32) throws {
    let conversation = try connected(version)
    _ = conversation.serverWrite(Array("bye".utf8))
    guard case .done = conversation.server.shutdown() else {
      Issue.record("not done")
      return
    }
    let end = conversation.client.read()
    #expect(end.bytes == Array("bye".utf8))
    #expect(end.error == SSL_ERROR_ZERO_RETURN)
  }

  @Test("the client's close_notify is a clean end", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func clientCloses(version: Int32) throws {
    let conversation = try connected(version)
    conversation.client.write([1, 2])
    SSL_shutdown(conversation.client.ssl)
    let end = conversation.serverRead()
    #expect(end.bytes == [1, 2])
    guard case .closed = end.end else {
      Issue.record("\(end.end)")
      return
    }
    #expect(!conversation.server.wasTruncated)
    guard case .bytes(3) = conversation.serverWrite([1, 2, 3]) else {
      Issue.record("the answer may still be sent")
      return
    }
    guard case .done = conversation.server.shutdown() else {
      Issue.record("not done")
      return
    }
  }

  @Test("a socket that ends without close_notify is told apart", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func truncated(version: Int32) throws {
    let conversation = try connected(version)
    _ = conversation.client.read()
    conversation.client.write([1, 2])
    conversation.client.closeSocket()
    let end = conversation.serverRead()
    #expect(end.bytes == [1, 2])
    guard case .closed = end.end else {
      Issue.record("\(end.end)")
      return
    }
    #expect(conversation.server.wasTruncated)
    #expect(ERR_peek_error() == 0)
    guard case .done = conversation.server.shutdown() else {
      Issue.record("nothing is to be said")
      return
    }
  }

  @Test("writing to a client that has gone ends the connection, not the process")
  func writingToNobody() throws {
    let conversation = try connected(TLS1_3_VERSION)
    conversation.client.closeSocket()
    guard case .closed = conversation.serverWrite([1, 2, 3]) else {
      Issue.record("not noticed")
      return
    }
    #expect(conversation.server.wasTruncated)
  }
}
