// The tests of HTTPCodec.
