// The tests of APIs.
