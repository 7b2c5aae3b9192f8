"""The demo: a whole reception zone on one machine, as real processes."""
