from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.steps import QUIET_S
from waiting_room.rules.zone import Zone
from waiting_room.ui import run
from waiting_room.ui.hand import accessible_name, press
from waiting_room.words import LANGUAGES

from .place import Place
from .visitor import Paper, Visitor, seen
from .zone import zone_of

SIZES = ["1920x1080", "1280x800", "1024x768", "1280x720", "1120x630", "1080x1920"]


@pytest.fixture
def zone() -> Zone:
    """The zone, with its question open all day."""
    papers, question, *others = zone_of().services
    services = (papers, question.model_copy(update={"walk_in_until": None}), *others)
    return zone_of().model_copy(update={"services": services})


def test_language_changes_everything(visitor: Visitor, place: Place) -> None:
    """Arabic is chosen in its own script; texts change, the page is mirrored, the ticket knows."""
    english = visitor.find("Hand in papers")
    left = english.mapToScene(QPointF(0, 0)).x()
    visitor.tap("العربية")
    arabic = visitor.find("تسليم")
    assert arabic is english
    assert arabic.mapToScene(QPointF(0, 0)).x() > left
    visitor.tap("تسليم")
    visitor.tap("Yes, take a ticket")
    assert place.room.tickets["K001"].language == "ar"


def stands_above(visitor: Visitor, upper: str, lower: str) -> bool:
    """Tell whether one thing ends before another begins, from top to bottom."""
    above, below = visitor.find(upper), visitor.find(lower)
    assert isinstance(above, QQuickItem)
    assert isinstance(below, QQuickItem)
    bottom = above.mapRectToScene(above.boundingRect()).bottom()
    return bool(bottom <= below.mapRectToScene(below.boundingRect()).top())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_confirm_page_fits(visitor: Visitor, paper: Paper, language: str, size: str) -> None:
    """Whatever the script and the screen, nothing is cut and all stand clear of each other."""
    paper.tell("printer", "paper_end")
    visitor.resize(size)
    visitor.tap(LANGUAGES[language])
    visitor.screen.chooseService("papers")
    visitor.wait()
    assert stands_above(visitor, visitor.screen.paperNotice, "I use a wheelchair")
    assert stands_above(visitor, "Yes, take a ticket", "Back")
    visitor.tap("One more concern")
    visitor.screen.chooseService("question")
    visitor.wait()
    added = visitor.screen.also[0]["name"]
    assert stands_above(visitor, "I use a wheelchair", added)
    assert stands_above(visitor, added, "Yes, take a ticket")
    assert stands_above(visitor, "Yes, take a ticket", "Back")
    for name in ("I use a wheelchair", added, "Yes, take a ticket"):
        item = visitor.find(name)
        assert item.property("implicitHeight") <= item.height() + 1, f"{name} is cut"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_code_page_fits(visitor: Visitor, language: str, size: str) -> None:
    """The last key stands clear of the way back, too."""
    visitor.resize(size)
    visitor.tap(LANGUAGES[language])
    visitor.tap("I have a booking")
    assert stands_above(visitor, "Z", "Back")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_ticket_page_fits(visitor: Visitor, language: str, size: str) -> None:
    """Whatever the script and the screen, the sentence on the paper stands clear of the buttons."""
    visitor.resize(size)
    visitor.tap(LANGUAGES[language])
    visitor.screen.chooseService("papers")
    visitor.wait()
    visitor.tap("Yes, take a ticket")
    visitor.wait(3)
    assert stands_above(visitor, visitor.screen.ticket.paper, "Done")


@pytest.fixture
def first_page(place: Place, paper: Paper, qapp: QGuiApplication) -> Iterator[Visitor]:
    """A kiosk that has never heard of a hub, and knows neither the zone nor its languages."""
    run.set_font(qapp)
    screen = place.screen(paper)
    screen.begin()
    visitor = Visitor(place, screen)
    yield visitor
    visitor.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_first_page_fits(first_page: Visitor, language: str, size: str) -> None:
    """Its sentences stand in the middle, and the buttons clear of them at the end of the page."""
    first_page.resize(size)
    first_page.screen.speak(language)
    height = first_page.window.height()
    for margins in (3, 2):  # of larger text the second
        first_page.wait()
        title, text = (
            _area(next(one for one in seen(first_page.window.contentItem()) if _text(one) == said))
            for said in (first_page.screen.messageTitle, first_page.screen.messageText)
        )
        button = _area(first_page.find("Larger text"))
        assert height / 4 < title.top() < title.bottom() <= text.top()
        assert text.bottom() <= button.top()
        bottom = height - margins * first_page.theme.property("space")
        assert button.bottom() == pytest.approx(bottom, abs=1)
        first_page.tap("Larger text")


def too_small(visitor: Visitor) -> list[str]:
    """List what is written smaller than the body of the page."""
    body = int(visitor.theme.property("body"))
    return [
        str(item.property("text"))
        for item in seen(visitor.window.contentItem())
        if item.inherits("QQuickText") and item.property("font").pixelSize() < body
    ]


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("large", [False, True])
def test_no_line_is_smaller_than_the_body(visitor: Visitor, language: str, large: bool) -> None:
    """What a button says in its second line is for the same eyes as its first, on every page."""
    visitor.tap(LANGUAGES[language])
    if large:
        visitor.tap("Larger text")
    assert visitor.theme.property("body") == pytest.approx(
        (7.3 if large else 5.0) * visitor.theme.property("mm") / 0.714
    )
    assert too_small(visitor) == []
    visitor.screen.chooseService("papers")
    visitor.wait()
    visitor.tap("One more concern")
    visitor.screen.chooseService("question")
    visitor.wait()
    assert too_small(visitor) == []
    visitor.tap("Yes, take a ticket")
    visitor.wait(3)
    assert too_small(visitor) == []


def test_touch_beside_everything(visitor: Visitor) -> None:
    """A touch on no button at all says that somebody is there."""
    visitor.tap("Hand in papers")
    visitor.wait(QUIET_S - 30)
    press(visitor.window, visitor.find("Hand in papers"))
    visitor.wait(25)
    assert not visitor.screen.stillThere


def test_languages_of_a_tight_page(visitor: Visitor) -> None:
    """Where large type leaves no room for the languages, one button brings them."""
    visitor.tap("Larger text")
    visitor.tap("Hand in papers")
    assert visitor.find("Deutsch") is None
    visitor.tap("Language")
    visitor.tap("Deutsch")
    assert visitor.screen.language == "de"
    assert visitor.find("Deutsch") is None


@pytest.mark.parametrize("size", ["1920x1080", "1080x1920", "1280x720"])
@pytest.mark.parametrize("looks", [(), ("Larger text",), ("High contrast", "Larger text")])
def test_everything_in_reach(visitor: Visitor, size: str, looks: tuple[str, ...]) -> None:
    """On each page, screen and size of type, what can be tapped is large and on the screen."""
    visitor.resize(size)
    for look in looks:
        visitor.tap(look)
    more = ("One more concern", "Question")
    ticket = ("Yes, take a ticket", "Done")
    pages = ("Hand in papers", *more, *ticket, *looks, "Advice", "I have a booking")
    for step in (None, *pages):
        if step is not None:
            visitor.tap(step)
        mm = visitor.window.property("mmShown")
        tappable = [
            item
            for item in seen(visitor.window.contentItem())
            if item.metaObject().indexOfSignal("clicked()") >= 0 and accessible_name(item)
        ]
        whole = QRectF(-1, -1, visitor.window.width() + 2, visitor.window.height() + 2)
        for place, item in enumerate(tappable):
            name = f"{accessible_name(item)} after {step}"
            assert min(item.width(), item.height()) >= 24.9 * mm, name
            assert whole.contains(_area(item)), name
            for other in tappable[:place]:
                assert not _area(item).intersects(_area(other)), f"{name}, {accessible_name(other)}"


def _area(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _text(item: QQuickItem) -> str:
    return str(item.property("text"))
