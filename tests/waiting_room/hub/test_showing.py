"""What the hub shows of the order: reasons, undo, and who comes back by itself."""

from waiting_room.hub.showing import LINE_TOLD, line_view, lines_view
from waiting_room.rules.commands import IssueTicket
from waiting_room.rules.decide import decide
from waiting_room.rules.events import DayOpened
from waiting_room.rules.waiting_time import Forecaster, Outlook, no_forecast
from waiting_room.rules.zone import Role
from waiting_room.wire.topics import matches, rights_of


def called(stage, **fields):
    """Let a visitor come and be called to counter 1; gives the token."""
    token = stage.walk_in(**fields)["result"]["token"]
    stage.ask("call_next", counter="1")
    return token


def test_a_hold_ends_by_itself_on_the_hubs_own_clock(stage):
    """Nobody asks for it: the beat brings the visitor back into line, on disk and in the views."""
    called(stage)
    stage.ask("hold_ticket", counter="1", minutes=10, returns=True)
    stage.home.advance(0.1)
    held = stage.view("view/counter/1")["held"]
    assert [(one["number"], one["returns"]) for one in held] == [("K001", True)]
    stage.later(minutes=10)
    stage.home.advance(3)

    assert stage.view("view/counter/1")["next"]["number"] == "K001"
    stage.kill()
    stage.start()
    assert stage.room.next_at("1", stage.now).number == "K001"


def test_an_undone_step_is_undone_in_every_view_and_on_disk(stage):
    """After one wrong press the clerk, the wall, the holder and the report see what was before."""
    first = called(stage)
    stage.ask("start_serving", counter="1")
    stage.walk_in()
    stage.later(seconds=30)
    stage.ask("call_next", counter="1")
    stage.home.advance(0.1)
    assert stage.view("view/counter/1")["undo"] == "K002"
    stage.ask("undo", counter="1")
    stage.home.advance(0.1)

    desk = stage.view("view/counter/1")
    assert (desk["ticket"]["number"], desk["ticket"]["status"]) == ("K001", "serving")
    assert (desk["next"]["number"], desk["undo"]) == ("K002", None)
    assert [call["number"] for call in stage.view("view/board")["calls"]] == ["K001"]
    assert stage.view(f"view/ticket/{first}")["status"] == "serving"
    rows = {row.number: row.status for row in stage.store.tickets.of(stage.room.day)}
    assert rows == {"K001": "serving", "K002": "waiting"}


def test_clerk_and_holder_are_told_why(stage):
    """The reason of the next call stands at the counter, that of the last with the ticket."""
    stage.walk_in()
    stage.home.advance(0.1)
    assert stage.view("view/counter/1")["why_next"]["code"] == "longest"
    token = stage.walk_in()["result"]["token"]
    stage.ask("call_ticket", counter="1", number="K002")
    stage.home.advance(0.1)

    assert stage.view(f"view/ticket/{token}")["why"]["code"] == "chosen"
    assert stage.view("view/counter/1")["ticket"]["why"]["code"] == "chosen"


def test_a_full_day_is_shown_with_its_reason(stage):
    """Twenty minutes before closing a long line takes nobody new, and says when again."""
    for _ in range(9):
        stage.walk_in("new-application")
    stage.ask("open_counter", counter="3")
    stage.later(hours=3, minutes=20)
    stage.home.advance(3)
    lines = {line["id"]: line for line in stage.view("view/lines")["services"]}

    assert lines["new-application"]["closed_code"] == "full_today"
    assert lines["new-application"]["opens_at"] == "2026-11-24T08:00:00+01:00"
    assert lines["emergency"]["open"]
    assert stage.walk_in("new-application")["error"]["code"] == "full_today"


def test_names_of_clerks_reach_counters_alone(make_stage):
    """A counter sees who there is and who sits elsewhere; no other device may read a name."""
    stage = make_stage(clerk=[{"id": "maria", "name": "Maria Winter"}])
    stage.ask("open_counter", counter="2", clerk="maria")
    stage.home.advance(0.1)

    assert stage.view("view/counter/1")["colleagues"] == [
        {"clerk": "maria", "name": "Maria Winter", "counter": "2"}
    ]
    assert stage.view("view/clerks")["clerks"] == [{"id": "maria", "name": "Maria Winter"}]
    named = [topic for topic, payload in stage.broker.retained.items() if b"Maria" in payload]
    others = [device for device in stage.zone.devices if device.role is not Role.COUNTER]
    readable = [wanted for device in others for wanted in rights_of("sued", device).read]
    assert "wm/sued/view/clerks" in named
    assert [topic for topic in named if any(matches(one, topic) for one in readable)] == []


def test_what_follows_in_a_visit(stage):
    """The counter sees what its visit goes on with, and whether that is done there."""
    called(stage, also=["hand-in-documents", "new-application"])
    told = []
    for _ in range(3):
        stage.home.advance(0.1)
        desk = stage.view("view/counter/1")
        told.append((desk["goes_on"] and desk["goes_on"]["service"], desk["goes_on_here"]))
        stage.ask("finish_serving", counter="1")

    assert told == [("hand-in-documents", True), ("new-application", False), (None, False)]


def test_a_visit_never_waits_for_a_counter_that_has_closed(stage):
    """Whoever was to come back to a counter that closes meanwhile may go on anywhere."""
    stage.ask("open_counter", counter="2")
    called(stage)
    stage.ask("transfer_ticket", counter="1", to_counter="2", come_back=True)
    stage.ask("call_next", counter="2")
    stage.home.advance(0.1)
    assert stage.view("view/counter/2")["goes_on"]["for_counter"] == "1"
    stage.ask("close_counter", counter="1")
    stage.home.advance(0.1)

    assert stage.view("view/counter/2")["goes_on"]["for_counter"] is None
    assert stage.view("view/counter/2")["goes_on_here"]


def test_devices_have_names(stage):
    """In the health of the zone a device has the name that its zone gives it."""
    names = {one["id"]: one["name"] for one in stage.view("view/health")["devices"]}

    assert names["kiosk-1"]["en"] == "Kiosk at the entrance"
    assert names["counter-1"] == {}


def test_everybody_in_line_is_before_or_behind(stage):
    """In all lines that counters share, who is not before a ticket is behind it."""
    stage.ask("open_counter", counter="1")
    for _ in range(4):
        stage.walk_in()
    stage.home.advance(0.1)
    line = stage.view("view/line/question")["tickets"]
    assert [(one["ahead"], one["behind"]) for one in line] == [(0, 3), (1, 2), (2, 1), (3, 0)]


def test_a_line_of_more_than_a_thousand_is_told_up_to_there(stage):
    """Brokers cut off who sends too much at once; the count tells of everybody."""
    room, forecaster = stage.room, Forecaster()
    forecaster.saw(DayOpened(day=room.day), stage.now, room)
    for one in range(LINE_TOLD + 1):
        token = f"{one:026}".translate(str.maketrans("0189", "aeio"))
        command = IssueTicket(service="question", token=token)
        for event in decide(room, command, stage.now, "kiosk-1"):
            room.apply(event, stage.now)

    tickets = line_view(room, "question", stage.now, Outlook(forecaster)).tickets
    assert [tickets[0].number, tickets[-1].number] == ["K001", "K1000"]
    waiting = {one.id: one.waiting for one in lines_view(room, stage.now, no_forecast).services}
    assert waiting["question"] == 1001


def test_the_holder_is_told_when_it_goes_on(stage):
    """A ticket that was set aside shows its holder until when, and that it comes back by itself."""
    token = called(stage)
    stage.ask("hold_ticket", counter="1", minutes=10, returns=True)
    stage.home.advance(0.1)
    shown = stage.view(f"view/ticket/{token}")
    assert shown["returns"]
    assert shown["back_at"]
