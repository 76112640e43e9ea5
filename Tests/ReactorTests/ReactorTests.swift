// The tests of Reactor.
