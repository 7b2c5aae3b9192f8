"""What every message and every record has in common: it is frozen and knows its own fields only."""

import re
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

Texts = dict[str, str]
"""One text in several languages, by language code: `{"de": "Schalter 1", "en": "Counter 1"}`."""

Instant = AwareDatetime
"""A moment with its time zone; naive times are refused at every edge."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
"""An id that may stand in a topic: lower-case letters, digits and dashes, at most 32."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""A language code of ISO 639."""

Token = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
"""128 random bits in base 32: whoever holds it may see one ticket."""

COUNTED = r"[A-WYZ](?:[0-9]{3}|[1-9][0-9]{3,4})"
EMERGENCY_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""The signs of emergency labels: no two of them look alike."""

Number = Annotated[
    str, StringConstraints(pattern=rf"^({COUNTED}|X[{EMERGENCY_SIGNS}]{{4}})[B-HJ-NP-WYZ]?$")
]
"""A letter and its count in three digits or more, `K042` or `K1042`; from a kiosk that holds none
`X7K2M`.

One letter more follows where two slips had the same number.
"""

Note = Annotated[str, StringConstraints(max_length=200)]
"""A short free text of a clerk."""


class Shape(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wire_name(shape: type) -> str:
    """Give the name a class has on the wire: `IssueTicket` is `issue_ticket`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", shape.__name__).lower()


def said(texts: Texts, language: str) -> str:
    """Pick the text for a language, else English, else German, else whatever there is."""
    for code in (language, "en", "de"):
        if code in texts:
            return texts[code]
    return next(iter(texts.values()), "")
