"""The hub: the one process that keeps the waiting room, and the only writer."""
