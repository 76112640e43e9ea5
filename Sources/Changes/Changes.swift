// The room Changes.
