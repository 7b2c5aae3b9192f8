"""The example zone that we ship: the demo plays it, the tests read it."""
