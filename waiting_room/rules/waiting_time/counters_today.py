"""What the counters have done today: who is in front of them, since when they are free or away."""
