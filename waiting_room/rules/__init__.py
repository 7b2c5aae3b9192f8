"""The rules of waiting, as plain Python: no clock, disk, network, screen or log."""
