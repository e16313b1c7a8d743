"""The trainer's console: a web page on /console where drills are started, led, watched and talked over."""
