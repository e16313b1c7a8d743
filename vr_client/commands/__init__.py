"""The commands of `seoul`, a family a module. Whatever a command needs is imported when it runs."""
