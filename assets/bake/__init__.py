"""Light of a place: path-traced lightmaps, probes and references with the renderer's own surface model.

`pipeline.bake` is `seoul bake`, `reference.render` is `seoul reference`, `compare.compare` is `seoul compare`. Everything
that imports Mitsuba stands behind `backend`, so that the rest of the program runs without it.
"""
