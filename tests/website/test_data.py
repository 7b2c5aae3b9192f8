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
        "closed_code": None,
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


async def test_accuracy(stage: Stage, web: httpx.AsyncClient) -> None:
    """The open data say how true told waits came, once enough tickets were called."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    assert (await web.get("/api/v1/accuracy")).json()["all"] is None
    for _ in range(20):
        stage.issue()
        stage.at_counter(asked.CallNext(counter="3"), asked.FinishServing(counter="3"))
    stage.settle(70)
    answer = await web.get("/api/v1/accuracy")
    known = {"If-None-Match": answer.headers["etag"]}

    assert answer.json()["all"]["tickets"] == 20
    assert [service["id"] for service in answer.json()["services"]] == ["new-application"]
    assert (await web.get("/api/v1/accuracy", headers=known)).status_code == 304


async def test_accuracy_not_known(empty_stage: Stage, web: httpx.AsyncClient) -> None:
    """Before anything is known the answer is a problem."""
    assert (await web.get("/api/v1/accuracy")).status_code == 503


async def test_description(stage: Stage, web: httpx.AsyncClient) -> None:
    """The OpenAPI document describes every field that is sent, and no other."""
    document = (await web.get("/api/v1/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    schemas = document["components"]["schemas"]
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    stage.at_counter(asked.CallNext(counter="3"))
    for _ in range(20):
        stage.at_counter(asked.FinishServing(counter="3"))
        stage.issue()
        stage.at_counter(asked.CallNext(counter="3"))
    stage.settle(70)
    waits = (await web.get("/api/v1/waits")).json()
    accuracy = (await web.get("/api/v1/accuracy")).json()
    for name, sent in (
        ("Accuracy", accuracy),
        ("Figures", accuracy["all"]),
        ("ServiceAccuracy", accuracy["services"][0]),
        ("Waits", waits),
        ("ServiceWait", waits["services"][0]),
        ("LastCall", waits["calls"][0]),
    ):
        described: dict[str, Any] = schemas[name]["properties"]
        assert set(described) == set(sent)
        assert all("description" in field for field in described.values())
