// The tests of Documents.
