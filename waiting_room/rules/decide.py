"""Deciding: a command and a time go in, events or a refusal come out; nothing changes yet."""

from datetime import datetime
from typing import assert_never, cast

from waiting_room.rules import arriving, calls, desks, numbers, visits, waiting
from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import is_news
from waiting_room.rules.commands import Command
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status
from waiting_room.rules.waiting_time import Forecasts, no_forecast


def decide(
    room: WaitingRoom,
    command: Command,
    now: datetime,
    sender: str = "hub",
    forecasts: Forecasts = no_forecast,
) -> list[Event]:
    """Answer a command with what happens then; raises Refused with a sentence if nothing does.

    `sender` is the id of the device that asks, as the broker knows it; `forecasts` tells how long
    a newcomer would wait.
    """
    match command:
        case asked.IssueTicket():
            return arriving.issue(room, command, now, sender, forecasts)
        case asked.CheckIn():
            return arriving.check_in(room, command, now, sender, forecasts)
        case asked.LeaseNumbers():
            return numbers.lease(room, command, now, sender)
        case asked.SkipNumbers():
            return numbers.skip(room)
        case asked.CallNext():
            return calls.call_next(room, command, now)
        case asked.CallTicket():
            return calls.call_ticket(room, command, now)
        case asked.Recall():
            return calls.recall(room, command)
        case asked.StartServing():
            return visits.start(room, command)
        case asked.FinishServing():
            return visits.finish(room, command)
        case asked.AddService():
            return visits.add_service(room, command)
        case asked.MarkNoShow():
            return visits.no_show(room, command)
        case asked.HoldTicket():
            return visits.hold(room, command, now)
        case asked.TransferTicket():
            return visits.transfer(room, command)
        case asked.Undo():
            return visits.undo(room, command, now)
        case asked.ResumeTicket():
            return waiting.resume(room, command, now)
        case asked.DelayTicket():
            return waiting.delay(room, command, now, sender)
        case asked.CancelTicket():
            return waiting.cancel(room, command, sender)
        case asked.PassTime():
            return waiting.pass_time(room, now)
        case asked.OpenCounter():
            return desks.open_counter(room, command)
        case asked.PauseCounter():
            return desks.pause_counter(room, command)
        case asked.CloseCounter():
            return desks.close_counter(room, command)
        case asked.OpenDay():
            return _open_day(room, command)
        case asked.AddBookings():
            return [
                happened.BookingAdded(booking=booking)
                for booking in command.bookings
                if is_news(booking, room.bookings.get(booking.code))
            ]
        case _:
            assert_never(cast("object", command))  # type: ignore[arg-type] # an undecided command is a bug


def _open_day(room: WaitingRoom, command: asked.OpenDay) -> list[Event]:
    """Close what yesterday left open, with a reason, and begin the day; never an older one."""
    day = room.zone.day_of(command.now)
    if room.day is not None and day <= room.day:
        return []
    left: list[Event] = []
    for ticket in room.tickets.values():
        if ticket.status is Status.SERVING and ticket.counter is not None:
            left.append(
                happened.ServingFinished(
                    number=ticket.number, counter=ticket.counter, outcome="day_ended"
                )
            )
        elif ticket.may(Status.CANCELLED):
            left.append(happened.TicketCancelled(number=ticket.number, why="day_ended"))
    return [*left, happened.DayOpened(day=day)]
