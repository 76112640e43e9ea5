// The room HTTPServing.
