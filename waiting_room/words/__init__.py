"""Words: everything a person reads, in their language; one catalogue for screens, paper and web."""

from waiting_room.words.catalogue import (
    LANGUAGES,
    Catalogue,
    catalogue,
    is_right_to_left,
    message,
)

__all__ = ["LANGUAGES", "Catalogue", "catalogue", "is_right_to_left", "message"]
