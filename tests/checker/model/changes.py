"""The model's changes: how a ticket is after an event that names it."""

from datetime import datetime
from typing import Any

Ticket = dict[str, Any]
"""A ticket as the journal writes it, with times as times; never changed, only replaced."""

Event = dict[str, Any]
"""An event as the journal writes it, with its name under `event` and times as times."""

NEW = {
    "status": "waiting", "counter": None, "for_counter": None, "for_clerk": None, "calls": 0,
    "why": None, "called_at": None, "started_at": None, "ended_at": None, "ended_why": "",
    "note": "", "back_at": None, "returns": False, "joined": [],
}  # fmt: skip
"""What is so of every ticket that is just issued."""

AFRESH = {"counter": None, "calls": 0, "started_at": None, "note": "", "why": None}
"""What is so again of a ticket that waits once more."""

TAKEN_UP = {"ended_at": None, "ended_why": "", "back_at": None, "returns": False}
"""What is so again of a ticket that was set aside or missed."""


def after(ticket: Ticket, event: Event, at: datetime) -> Ticket:
    """Give a ticket as it is after an event."""
    change: Ticket = _change(ticket, event, at)
    return ticket | change


def _change(ticket: Ticket, event: Event, at: datetime) -> Any:
    match event["event"]:
        case "ticket_called":
            told = {"calls": event["calls"], "called_at": at, "why": event["why"]}
            here = {"counter": event["counter"], "for_counter": None, "for_clerk": None}
            return told if event["calls"] > 1 else {"status": "called"} | TAKEN_UP | here | told
        case "serving_started":
            return {"status": "serving", "started_at": at}
        case "serving_finished":
            return {"status": "finished", "ended_at": at, "ended_why": event["outcome"]}
        case "step_finished":
            rest = {"service": event["next"]["service"], "then": ticket["then"][1:]}
            if event["stays"]:
                return rest | {"started_at": at}
            return {"status": "waiting"} | AFRESH | event["next"] | rest
        case "service_added":
            step = {"service": event["service"], "for_counter": None, "for_clerk": None}
            return {"then": [*ticket["then"], step]}
        case "ticket_missed":
            missed = {"ended_at": at, "ended_why": "no_show", "note": "no_show"}
            return {"status": "no_show"} | missed
        case "ticket_cancelled":
            return {"status": "cancelled", "ended_at": at, "ended_why": event["why"]}
        case "ticket_held":
            back = {"back_at": event["back_at"], "returns": event["returns"]}
            return {"status": "on_hold", "note": event["reason"]} | TAKEN_UP | back
        case "ticket_set_aside":
            return {"status": "on_hold", "back_at": event["back_at"], "returns": True}
        case "ticket_resumed":
            sent = {"for_counter": event["for_counter"]}
            return {"status": "waiting"} | TAKEN_UP | AFRESH | sent
        case "ticket_transferred":
            then = [*filter(None, [event["back"]]), *ticket["then"]]
            return {"status": "waiting", "then": then} | AFRESH | event["to"]
        case "ticket_delayed":
            return {"stands_at": event["stands_at"], "promised_s": None}
        case "ticket_joined":
            return {"joined": [*ticket["joined"], event["token"]]}
    raise AssertionError(f"nobody knows what {event} does to a ticket")
