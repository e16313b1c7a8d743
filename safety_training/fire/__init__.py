"""How the fire burns, fills the room with smoke and gives way to powder: the physics behind `model.FireModel`."""
