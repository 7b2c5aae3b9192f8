"""Fingers as they are: double taps, long presses, swipes and palms give exactly one ticket each."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest

from waiting_room.rules.commands import CancelTicket
from waiting_room.rules.zone import Zone

from .place import Place
from .visitor import Paper, Visitor
from .zone import zone_of_all_hours

SEED = 20261123
GAPS_S = (0.0, 0.4)
BLOCK = 50
"""So many visitors come with the hub, then so many without it."""

SERVICE, YES, DONE = "Hand in papers", "Yes, take a ticket", "Done"


class Fingers:
    """A hand on the glass that gets real touch or mouse events in, each burst drawn by chance."""

    def __init__(self, visitor: Visitor, screen: QPointingDevice, chance: random.Random) -> None:
        self._window = visitor.window
        self._pass = visitor.place.home.advance
        self._visitor = visitor
        self._screen = screen
        self._chance = chance
        self.burst = ""

    def lay_on(self, name: str) -> None:
        """Touch what has this name in one of the ways in which people do."""
        item = self._visitor.find(name)
        assert item is not None, f'there is no "{name}" in {self._visitor.reads()}'
        area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))  # type: ignore[attr-defined] # a QQuickItem
        kind = self._chance.choice((self._taps, self._clicks, self._long, self._swipe, self._palm))
        self.burst = kind.__name__
        kind(area)

    def tap(self, name: str) -> None:
        """Touch it once, in its middle, after a look at the page."""
        self._pass(1.0)
        QGuiApplication.processEvents()
        item = self._visitor.find(name)
        assert item is not None, f'there is no "{name}" in {self._visitor.reads()}'
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()  # type: ignore[attr-defined] # a QQuickItem
        self._touch((0, "press", middle))
        self._touch((0, "release", middle))

    def _taps(self, area: QRectF) -> None:
        spot = self._spot(area)
        for _ in range(self._chance.randint(2, 10)):
            self._touch((0, "press", spot))
            self._pass(self._chance.uniform(0.0, 0.15))
            self._touch((0, "release", spot))
            self._pass(self._chance.uniform(*GAPS_S))

    def _clicks(self, area: QRectF) -> None:
        spot = self._spot(area)
        for _ in range(self._chance.randint(2, 10)):
            QTest.mouseClick(self._window, Qt.MouseButton.LeftButton, pos=spot)
            QGuiApplication.processEvents()
            self._pass(self._chance.uniform(*GAPS_S))

    def _long(self, area: QRectF) -> None:
        spot = self._spot(area)
        self._touch((0, "press", spot))
        self._pass(self._chance.uniform(0.5, 4.0))
        self._touch((0, "release", spot))

    def _swipe(self, area: QRectF) -> None:
        here, there = (
            self._spot(area),
            self._spot(QRectF(self._window.contentItem().childrenRect())),
        )
        self._touch((0, "press", here))
        for step in range(1, 5):
            self._touch((0, "move", here + (there - here) * step / 4))
            self._pass(0.02)
        self._touch((0, "release", there))

    def _palm(self, area: QRectF) -> None:
        spots = [self._spot(area) for _ in range(self._chance.randint(2, 5))]
        down = list(enumerate(spots))
        self._touch(*((point, "press", spot) for point, spot in down))
        while down:
            self._pass(self._chance.uniform(*GAPS_S))
            self._chance.shuffle(down)
            (point, spot), *down = down
            self._touch((point, "release", spot), *((one, "stay", at) for one, at in down))

    def _spot(self, area: QRectF) -> QPoint:
        return QPointF(
            area.x() + area.width() * self._chance.uniform(0.1, 0.9),
            area.y() + area.height() * self._chance.uniform(0.1, 0.9),
        ).toPoint()

    def _touch(self, *points: tuple[int, str, QPoint]) -> None:
        """Send one touch event with what each finger does."""
        event = QTest.touchEvent(self._window, self._screen)
        for point, does, at in points:
            if does == "stay":
                event.stationary(point)
            else:
                getattr(event, does)(point, at, self._window)
        event.commit()
        QGuiApplication.processEvents()


@pytest.fixture
def zone() -> Zone:
    """The zone, open all the time, for ten thousand visits take all day."""
    return zone_of_all_hours()


@pytest.fixture
def fingers(visitor: Visitor) -> Callable[[int], Fingers]:
    """Give hands, each by its seed, on the one touch screen."""
    screen = QTest.createTouchDevice()
    visitor.resize("960x540")
    return lambda seed: Fingers(visitor, screen, random.Random(seed))


def test_one_ticket_from_every_burst(
    visitor: Visitor,
    place: Place,
    paper: Paper,
    fingers: Callable[[int], Fingers],
    gate: bool,
) -> None:
    """Whatever a hand does on a tile gives no ticket, and on the yes one; with and without hub."""
    for turn in range(10_000 if gate else 500):
        if turn % BLOCK == 0:
            (place.broker.start if turn // BLOCK % 2 == 0 else place.broker.stop)()
            place.home.advance(5)
        hand = fingers(SEED + turn)
        hand.lay_on(SERVICE)
        assert len(paper.slips) == turn, f"{turn}: {hand.burst} on the tile gave a ticket"
        assert visitor.screen.page in ("start", "confirm"), f"{turn}: {hand.burst} acted twice"
        assert not visitor.screen.steps.needs, f"{turn}: {hand.burst} acted on the next page"
        if visitor.screen.page == "start":
            hand.tap(SERVICE)
        place.home.advance(1)
        hand.lay_on(YES)
        assert len(paper.slips) in (turn, turn + 1), f"{turn}: {hand.burst} gave two"
        if visitor.screen.page == "confirm":
            assert hand.burst in ("_swipe", "_palm"), f"{turn}: {hand.burst} gave nothing"
            hand.tap(YES)
        assert len(paper.slips) == turn + 1, f"{turn}: {hand.burst}"
        assert visitor.screen.page == "ticket", f"{turn}: {hand.burst} acted on the ticket's page"
        hand.tap(DONE)
        place.home.advance(1)
        clear(place)
    assert len({slip.blocks[2] for slip in paper.slips}) == len(paper.slips), "a number twice"


def clear(place: Place) -> None:
    """Let everybody whom the hub knows go home, so that the line stays short."""
    for number in [one.number for one in place.room.tickets.values() if one.status == "waiting"]:
        place.ask(CancelTicket(number=number))


LEADS_TO = {
    ("start", SERVICE): "confirm",
    ("start", "I have a booking"): "code",
    ("confirm", "Back"): "start",
    ("confirm", "One more concern"): "more",
    ("confirm", YES): "ticket",
    ("more", "Question"): "confirm",
    ("more", "Back"): "confirm",
    ("code", "Back"): "start",
    ("ticket", DONE): "start",
}


def test_a_burst_acts_on_one_page(
    visitor: Visitor, paper: Paper, fingers: Callable[[int], Fingers], gate: bool
) -> None:
    """A hand on any button leads one page on at most; the next page has heard nothing of it."""
    for turn in range(5_000 if gate else 250):
        before, slips = visitor.screen.page, len(paper.slips)
        hand = fingers(SEED + turn)
        offered = [name for page, name in LEADS_TO if page == before and visitor.find(name)]
        button = random.Random(turn).choice(offered)
        hand.lay_on(button)
        told = f"{turn}: {hand.burst} on {button}"
        after = visitor.screen.page
        assert after in (before, LEADS_TO[before, button]), f"{told} led to {after}"
        assert len(paper.slips) - slips == (after == "ticket" and before != after), told
        assert not visitor.screen.typedCode.strip("\u2066\u2069_ –"), told
        visitor.place.home.advance(1)
        QGuiApplication.processEvents()
