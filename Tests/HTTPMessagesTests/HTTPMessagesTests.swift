// The tests of HTTPMessages.
