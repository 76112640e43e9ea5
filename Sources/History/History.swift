// The room History.
