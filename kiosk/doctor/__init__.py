"""`wartemarke doctor`: says in sentences what is wrong with a kiosk's machine, and what to do."""
