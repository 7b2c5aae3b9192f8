"""An ESC/POS printer of software, for demonstrations and tests."""
