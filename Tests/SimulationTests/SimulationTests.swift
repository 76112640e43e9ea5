// The tests of Simulation.
