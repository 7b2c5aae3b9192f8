"""Open data: the waits as JSON, described by an OpenAPI document made from the same classes."""

import hashlib
from datetime import datetime
from importlib.metadata import version
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from waiting_room.rules.shape import Shape, Texts
from website.mirror import Mirror

SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
WAITS = SHARED | {"Cache-Control": "public, max-age=2"}
PROBLEM = "application/problem+json"

DEFINITION = (
    "From taking a ticket now until the first call, in seconds: a range that four of five waits "
    "have come true in lately, see /api/v1/accuracy."
)


class ServiceWait(Shape):
    """How it stands with one service."""

    id: str = Field(description="Id of the service within its zone.")
    name: Texts = Field(description="Name of the service, by ISO 639 language code.")
    open: bool = Field(description="Whether a ticket can be taken without a booking now.")
    closed_code: str | None = Field(
        description="Why not: closed, booked_only, quota_reached, full_today. Null if open."
    )
    opens_at: datetime | None = Field(description="When a ticket can be taken again; null if open.")
    waiting: int = Field(ge=0, description="How many tickets wait for their first call.")
    wait_s: tuple[int, int] | None = Field(
        description=f"The wait, shortest and longest. {DEFINITION} Null if no counter is open."
    )


class LastCall(Shape):
    """One of the last calls."""

    number: str = Field(description="Number that was called.")
    counter: Texts = Field(description="Name of the counter, by ISO 639 language code.")
    called_at: datetime = Field(description="When it was called last.")


class Waits(Shape):
    """The waits of one zone."""

    zone: str = Field(description="Id of the zone.")
    name: Texts = Field(description="Name of the zone, by ISO 639 language code.")
    timezone: str = Field(description="The zone's time zone, as in the IANA database.")
    live: bool = Field(description="Whether the figures are those of this moment.")
    as_of: datetime | None = Field(
        description="If not live: the moment up to which the figures held. Null while live."
    )
    changed_at: datetime | None = Field(description="When a figure changed last.")
    services: tuple[ServiceWait, ...] = Field(description="The services, in the zone's order.")
    calls: tuple[LastCall, ...] = Field(description="The last calls, the latest first.")


class Figures(Shape):
    """How true told waits came, on all tickets that were called, served or not."""

    tickets: int = Field(ge=0, description="How many called tickets the figures are about.")
    rmse_s: float = Field(description="Root of the mean squared error of the middle, in seconds.")
    mae_s: float = Field(description="Mean absolute error of the middle, in seconds.")
    bias_s: float = Field(description="How much longer the wait was than the middle, in the mean.")
    late_share: float = Field(description="Share that waited over ten minutes longer than told.")
    covered_share: float = Field(description="Share that waited as long as the range said.")
    width_s: float = Field(description="How wide the range was in the mean, in seconds.")


class ServiceAccuracy(Shape):
    """How true the told waits of one service came."""

    id: str = Field(description="Id of the service within its zone.")
    name: Texts = Field(description="Name of the service, by ISO 639 language code.")
    figures: Figures = Field(description="Its figures; newer tickets count more than old ones.")


class Accuracy(Shape):
    """How true the told waits of one zone came."""

    zone: str = Field(description="Id of the zone.")
    name: Texts = Field(description="Name of the zone, by ISO 639 language code.")
    estimator: str = Field(description="The estimator in use now, the best of those compared.")
    changed_at: datetime | None = Field(description="When a figure changed last.")
    all: Figures | None = Field(
        description="The figures of all services; null until enough tickets were called."
    )
    services: tuple[ServiceAccuracy, ...] = Field(
        description="The services of which enough tickets were called."
    )


class Problem(Shape):
    """Why there is no answer (RFC 9457)."""

    title: str
    status: int
    detail: str


class Data:
    """Serves the open data from the mirror."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror

    async def waits(self, request: Request) -> Response:
        """Give the waits; 304 if the asker has them, 503 if nothing is known."""
        return self._answer(request, waits_of(self._mirror))

    async def accuracy(self, request: Request) -> Response:
        """Give how true the waits came; 304 if the asker has it, 503 if nothing is known."""
        return self._answer(request, accuracy_of(self._mirror))

    def _answer(self, request: Request, found: Shape | None) -> Response:
        if found is None:
            return problem(503, "Not known", "The website has not heard of its zone yet.")
        body = found.model_dump_json().encode()
        headers = WAITS | {"ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
        known = [tag.strip().removeprefix("W/") for tag in _if_none_match(request).split(",")]
        if headers["ETag"] in known or "*" in known:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    async def description(self, request: Request) -> Response:
        """Give the OpenAPI document."""
        headers = SHARED | {"Cache-Control": "public, max-age=3600"}
        return JSONResponse(openapi(), headers=headers)


def problem(
    status: int, title: str, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """Say to a program why there is no answer."""
    body = Problem(title=title, status=status, detail=detail).model_dump_json()
    again = {"Retry-After": "30"} if status == 503 else {}
    return Response(body, status, SHARED | again | (headers or {}), media_type=PROBLEM)


def waits_of(mirror: Mirror) -> Waits | None:
    """Take the waits from the mirror; None if nothing is known."""
    zone, waits, calls = mirror.zone, mirror.waits, mirror.calls
    if zone is None or waits is None:
        return None
    counters = {counter.id: counter.name for counter in zone.counters}
    return Waits(
        zone=zone.id,
        name=zone.name,
        timezone=zone.timezone,
        live=mirror.live,
        as_of=None if mirror.live else mirror.as_of,
        changed_at=waits.at,
        services=tuple(
            ServiceWait(
                id=one.id,
                name=one.name,
                open=one.open,
                closed_code=one.closed_code,
                opens_at=one.opens_at,
                waiting=one.waiting,
                wait_s=one.wait_s,
            )
            for one in waits.services
        ),
        calls=tuple(
            LastCall(
                number=call.number,
                counter=counters.get(call.counter, {}),
                called_at=call.called_at,
            )
            for call in (calls.calls if calls else ())
        ),
    )


def accuracy_of(mirror: Mirror) -> Accuracy | None:
    """Take from the mirror how true the waits came; None if nothing is known."""
    known = mirror.accuracy
    if known is None:
        return None
    return Accuracy(
        zone=known.zone,
        name=known.name,
        estimator=known.estimator,
        changed_at=known.at,
        all=None if known.all is None else Figures.model_validate(known.all.model_dump()),
        services=tuple(
            ServiceAccuracy.model_validate(service.model_dump()) for service in known.services
        ),
    )


def openapi() -> dict[str, Any]:
    """Describe the open data as OpenAPI 3.1."""
    schemas: dict[str, Any] = {}
    for shape in (Waits, Accuracy, Problem):
        schema = shape.model_json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        schemas |= schema.pop("$defs", {}) | {shape.__name__: schema}
    fault = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    tag = {"ETag": {"schema": {"type": "string"}, "description": "Changes when a figure does."}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Wartemarke: live waits",
            "version": version("wartemarke"),
            "description": "Counts and ranges only; nobody can be recognised in them.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "paths": {
            f"/api/v1/{name}": {
                "get": {
                    "operationId": name,
                    "summary": summary,
                    "responses": {
                        "200": {
                            "description": f"The {name}.",
                            "headers": tag,
                            "content": {"application/json": {"schema": _schema_of(shape)}},
                        },
                        "304": {"description": "Nothing changed since the ETag sent."},
                        "503": {"description": "Nothing is known yet.", "content": fault},
                    },
                }
            }
            for name, shape, summary in (
                ("waits", Waits, "How many people wait, and how long it takes, per service"),
                ("accuracy", Accuracy, "How true the told waits came, per service"),
            )
        },
        "components": {"schemas": schemas},
    }


def _schema_of(shape: type[Shape]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _if_none_match(request: Request) -> str:
    return request.headers.get("if-none-match", "")
