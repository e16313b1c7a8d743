"""A drill in the hands of the person at this device: what hands do becomes safety_training actions, snapshots become things.

The server decides what happens. Here is only what a hand feels at once (the thing in it, the pin, the lever, the jet), what is
offered to it, and how the newest snapshot looks. `systems/tools.py` runs these in order; one noun a module.
"""
