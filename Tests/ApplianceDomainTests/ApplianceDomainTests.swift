// The tests of ApplianceDomain.
