// The room APIs.
