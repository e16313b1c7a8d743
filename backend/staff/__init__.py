"""The staff desk: a web page on /staff where suggestions are read and answered. Loaded when somebody first opens it."""
