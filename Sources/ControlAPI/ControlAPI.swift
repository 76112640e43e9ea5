// The room ControlAPI.
