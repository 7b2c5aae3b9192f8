"""The queue itself: its rules, its language, and the hub that keeps it."""
