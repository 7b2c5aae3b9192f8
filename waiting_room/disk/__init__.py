"""Disk: what programs that keep something share: one SQLite file, one connection, synced."""
