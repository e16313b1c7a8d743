"""Fire, smoke and spray, as the physics has them, made visible. Driven by scene.time_s alone, so a picture can be repeated."""
