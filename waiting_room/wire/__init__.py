"""The wire: what is said between the hub and the programs, and how it travels."""
