// The tests of Changes.
