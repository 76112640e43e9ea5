// The room ApplianceDomain.
