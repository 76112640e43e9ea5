// The room MockAppliance.
