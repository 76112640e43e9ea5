// The tests of Determinism.
