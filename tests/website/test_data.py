from typing import Any

import httpx

from tests.website.conftest import Stage
from waiting_room.rules import commands as asked


async def test_waits(stage: Stage, web: httpx.AsyncClient) -> None:
    """The open data give counts, ranges and the last calls, for every origin to read."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue(language="ar")
    stage.issue()
    stage.at_counter(asked.CallNext(counter="3"))
    answer = await web.get("/api/v1/waits")
    waits = answer.json()
    assert (waits["zone"], waits["live"], waits["as_of"]) == ("sued", True, None)
    assert waits["services"][0] == {
        "id": "new-application",
        "name": waits["services"][0]["name"],
        "open": True,
        "opens_at": None,
        "waiting": 1,
        "wait_s": waits["services"][0]["wait_s"],
    }
    low, high = waits["services"][0]["wait_s"]
    assert low <= 2 * 18 * 60 <= high
    assert waits["calls"] == [
        {
            "number": "K001",
            "counter": waits["calls"][0]["counter"],
            "called_at": waits["calls"][0]["called_at"],
        }
    ]
    assert answer.headers["cache-control"] == "public, max-age=2"
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_etag(stage: Stage, web: httpx.AsyncClient) -> None:
    """Who has the newest data gets 304 until a figure changes."""
    known = {"If-None-Match": (await web.get("/api/v1/waits")).headers["etag"]}
    stage.settle(30)
    assert (await web.get("/api/v1/waits", headers=known)).status_code == 304
    stage.issue()
    assert (await web.get("/api/v1/waits", headers=known)).status_code == 200


async def test_stale(stage: Stage, web: httpx.AsyncClient) -> None:
    """Data that do not hold now say so, and until when they held."""
    stage.silence_hub()
    waits = (await web.get("/api/v1/waits")).json()
    assert waits["live"] is False
    assert waits["as_of"].startswith("2026-11-23T08:41")


async def test_nothing_known(empty_stage: Stage, web: httpx.AsyncClient) -> None:
    """Before anything is known the answer is a problem with the time to ask again."""
    answer = await web.get("/api/v1/waits")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.json()["status"] == 503


async def test_description(stage: Stage, web: httpx.AsyncClient) -> None:
    """The OpenAPI document describes every field that is sent, and no other."""
    document = (await web.get("/api/v1/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    schemas = document["components"]["schemas"]
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    stage.at_counter(asked.CallNext(counter="3"))
    waits = (await web.get("/api/v1/waits")).json()
    for name, sent in (
        ("Waits", waits),
        ("ServiceWait", waits["services"][0]),
        ("LastCall", waits["calls"][0]),
    ):
        described: dict[str, Any] = schemas[name]["properties"]
        assert set(described) == set(sent)
        assert all("description" in field for field in described.values())
