"""The public page: live waits, last calls, and a page for each ticket."""
