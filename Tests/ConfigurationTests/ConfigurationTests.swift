// The tests of Configuration.
