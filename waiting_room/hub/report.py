"""`wartemarke report`: the figures of a day from the hub's file, while no hub runs on it."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from waiting_room.hub.memory import remember
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError
from waiting_room.rules.percentile import percentile
from waiting_room.rules.ticket import Status
from waiting_room.rules.waiting_time import Accuracy
from waiting_room.wire.settings import DATA, DONE, FAULT, parser, stop


@dataclass(frozen=True)
class TicketTimes:
    """One ticket as a report counts it."""

    number: str
    status: str
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class DayReport:
    """The figures of one day; waits in seconds, from the ticket to the last call."""

    day: str
    issued: int
    called: int
    served: int
    no_show: int
    cancelled: int
    open: int
    wait_p50_s: float | None
    wait_p90_s: float | None
    numbers: tuple[str, ...]


def report(day: date, tickets: Sequence[TicketTimes]) -> DayReport:
    """Count a day's tickets; waits are those of all called tickets, served or not."""
    waits = [
        (ticket.called_at - ticket.issued_at).total_seconds()
        for ticket in tickets
        if ticket.called_at is not None
    ]
    by_status = [ticket.status for ticket in tickets]
    ended = (Status.FINISHED, Status.NO_SHOW, Status.CANCELLED)
    return DayReport(
        day=day.isoformat(),
        issued=len(tickets),
        called=len(waits),
        served=by_status.count(Status.FINISHED),
        no_show=by_status.count(Status.NO_SHOW),
        cancelled=by_status.count(Status.CANCELLED),
        open=sum(1 for status in by_status if status not in ended),
        wait_p50_s=percentile(waits, 0.5) if waits else None,
        wait_p90_s=percentile(waits, 0.9) if waits else None,
        numbers=tuple(ticket.number for ticket in tickets),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'write a day as YYYY-MM-DD, not "{text}"') from None


def options() -> argparse.ArgumentParser:
    """Give the command's options."""
    asked = parser("report", "The figures of a day: tickets, waits, no-shows.")
    asked.add_argument("--data", type=Path, default=DATA, help="folder (%(default)s)")
    asked.add_argument("--zone-id", required=True, help="the zone's id")
    asked.add_argument("--day", type=_day, help="YYYY-MM-DD; default: the last")
    asked.add_argument("--json", action="store_true", help="for machines")
    return asked


def main() -> int:
    """Print the report of one day."""
    asked = options().parse_args()
    file = asked.data / f"{asked.zone_id}.sqlite"
    if not file.exists():
        stop(f"there is no {file}; name the hub's folder with --data")
    store = Store(file)
    try:
        store.open(only_read=True)
        last = store.journal.last_day()
        day = asked.day or last
        if day is None:
            stop("the journal is empty: no day was opened yet")
        if day not in store.journal.days():
            stop(f"there is nothing about {day}; the last day in the journal is {last}")
        figures = report(day, [TicketTimes(*row) for row in store.tickets.of(day)])
        accuracy = remember(store, asked.zone_id, date.max).accuracy()
    except StoreError as error:
        stop(str(error), FAULT)
    store.close()
    if asked.json:
        print(json.dumps(asdict(figures) | {"accuracy": accuracy.model_dump()}))
    else:
        print(sentence(figures))
        print(sentence_of(accuracy))
    return DONE


def sentence(figures: DayReport) -> str:
    """Say the figures for a person."""
    text = (
        f"{figures.day}: issued {figures.issued}, called {figures.called}, "
        f"served {figures.served}, no-show {figures.no_show}, left {figures.cancelled}, "
        f"open {figures.open}."
    )
    if figures.wait_p50_s is not None and figures.wait_p90_s is not None:
        text += (
            f" Half waited at most {figures.wait_p50_s / 60:.1f} minutes, "
            f"nine of ten at most {figures.wait_p90_s / 60:.1f}."
        )
    return text


def sentence_of(accuracy: Accuracy) -> str:
    """Say for a person how true the told waits came, up to the last evening that was kept."""
    told = accuracy.zone
    if told is None:
        return "Told waits were not held against calls yet."
    return (
        f"Told waits, held against {told.tickets} called tickets: {told.mae_s / 60:.1f} minutes "
        f"off in the mean, {told.late_share:.1%} waited more than ten minutes longer, "
        f"{told.covered_share:.1%} as long as told; now by {accuracy.estimator}."
    )


if __name__ == "__main__":
    sys.exit(main())
