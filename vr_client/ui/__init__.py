"""Panels: widgets, layout, painting, text. Imports nothing itself: two threads import from here at the start (a place's
behaviour, and the systems), and a package that imports its own modules then hands one of them a half-made one."""
