"""The application: owns the process, the window or headset, the clock, and the order of things."""
