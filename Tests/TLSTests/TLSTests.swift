// The tests of TLS.
