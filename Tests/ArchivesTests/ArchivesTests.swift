// The tests of Archives.
