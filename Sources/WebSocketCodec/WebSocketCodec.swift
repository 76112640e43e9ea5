// The room WebSocketCodec.
