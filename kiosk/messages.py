"""Messages: what the pages say that have nothing but a title, a sentence and a next step."""

from kiosk.refusals import Message, come_again, refusal
from kiosk.steps import Page
from waiting_room.wire.messages import Fault
from waiting_room.wire.views import LinesView, ZoneView
from waiting_room.words import Catalogue

NO_MORE_TODAY = frozenset({"quota_reached", "full_today"})


def message(
    words: Catalogue,
    page: Page,
    zone: ZoneView | None,
    lines: LinesView | None,
    fault: Fault | None,
    *,
    scans: bool,
) -> Message:
    """Say what a page says that is nothing but a message; empty for every other page."""
    say = words.say
    match page:
        case Page.CONNECTING:
            return Message(say("One moment, please."), say("This screen is starting."))
        case Page.OUT:
            return Message(
                say("This machine cannot give out numbers at the moment."),
                say("Please go to the reception desk. We are sorry."),
            )
        case Page.CLOSED if zone is not None and lines is not None:
            return _closed(words, zone, lines)
        case Page.ASKING:
            return Message(say("One moment, please."), say("We are getting your number."))
        case Page.MESSAGE if fault is not None and zone is not None:
            return refusal(words, fault, zone, scans=scans)
    return Message("", "")


def _closed(words: Catalogue, zone: ZoneView, lines: LinesView) -> Message:
    """Say that no service gives tickets now, and when the first one does again."""
    title = words.say("We are closed now.")
    if any(line.closed_code in NO_MORE_TODAY for line in lines.services):
        title = words.say("There are no more tickets today.")
    moments = [line.opens_at for line in lines.services if line.opens_at is not None]
    return Message(title, come_again(words, min(moments, default=None), zone.timezone))
