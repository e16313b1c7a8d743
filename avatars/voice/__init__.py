"""Voice, in a process of its own: microphone to network, network to ears. The main process meets it in shared.py and a pipe."""
