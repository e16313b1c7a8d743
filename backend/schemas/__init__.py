"""Wire types: everything that crosses the network, by subject, and all that others import of the server.

Ids that a client makes are UUIDs; sending the same id twice changes nothing (and answers the same), so a client may repeat
whatever it is not sure of. Times are UTC, ISO 8601.
"""
