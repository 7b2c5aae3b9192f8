"""The kiosk: the touch screen at the door, where a visitor gets a number."""
