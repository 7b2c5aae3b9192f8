"""Forms: what a person has filled in, read without trust."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_BYTES = 4096
MOST_FIELDS = 20

Form = Mapping[str, object]


async def read_form(request: Request) -> dict[str, str]:
    """Read a form's fields; what was ticked several times stands together, with spaces.

    413 if somebody sends more than a form has, 400 if it is none.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise HTTPException(413)
    try:
        fields = parse_qs(body.decode("ascii"), errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    return {name: " ".join(texts) for name, texts in fields.items()}
