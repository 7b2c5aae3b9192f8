"""The clerk's program: one slim window beside the case file."""
