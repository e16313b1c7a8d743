"""What was learned, told to any learning record store: statements in an outbox, and the worker that sends them."""
