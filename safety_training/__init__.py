"""The trainings as pure, deterministic rules: no pictures, sockets, clocks or unseeded chance."""
