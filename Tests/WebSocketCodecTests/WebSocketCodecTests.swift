// The tests of WebSocketCodec.
