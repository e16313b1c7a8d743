"""The web pages (NiceGUI): what the staff desk and the trainer's console share. Loaded when somebody first opens one."""
