"""The wall: the called numbers, readable across the room."""
