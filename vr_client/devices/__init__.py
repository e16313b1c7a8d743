"""What we see through: a headset, a window, or neither. Each is one module behind the same Device."""
