// The tests of HTTPServing.
