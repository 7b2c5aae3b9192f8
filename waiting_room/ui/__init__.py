"""What the three Qt programs share: how they start, their home thread, their look."""
