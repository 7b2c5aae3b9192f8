"""The zone simulator: days played through the real rules in virtual time, and what they teach."""
