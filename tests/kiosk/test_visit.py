import pytest

from hardware.outcome import Cause, Outcome, Result
from hardware.slip import Slip, Text
from kiosk.steps import QUIET_S, START_S, TICKET_S
from waiting_room.rules.commands import OpenCounter
from waiting_room.rules.ticket import Need

from .place import Place
from .visitor import Paper, Visitor


def test_two_touches_and_a_yes(visitor: Visitor, place: Place, paper: Paper) -> None:
    """A service and a yes give one ticket, on the screen and on paper."""
    visitor.tap("Hand in papers")
    assert "Nobody is before you." in visitor.reads()
    visitor.tap("Yes, take a ticket")
    assert "K\u202f001" in visitor.reads()
    assert "Please wait here: waiting area B" in visitor.reads()
    assert list(place.room.tickets) == ["K001"]
    assert len(paper.slips) == 1


def test_start_says_how_it_stands(visitor: Visitor, place: Place) -> None:
    """The start says for each service who waits and how long, when it opens, or how to book."""
    place.ask(OpenCounter(counter="1"))
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    visitor.tap("Done")
    reads = visitor.reads()
    assert any(text.startswith("1 person waits · ") for text in reads)
    assert any(text.startswith("opens on Thursday") for text in reads)
    assert "\u25a3  only with a booking" in reads


@pytest.mark.parametrize("taps", [2, 10])
def test_many_taps_are_one(visitor: Visitor, place: Place, taps: int) -> None:
    """Ten quick taps on a tile take no ticket, and ten on the yes take exactly one."""
    visitor.tap("Hand in papers", taps)
    assert visitor.screen.page == "confirm"
    assert not place.room.tickets
    visitor.tap("Yes, take a ticket", taps)
    assert len(place.room.tickets) == 1
    assert visitor.screen.page == "ticket"


def test_yes_under_the_second_tap(visitor: Visitor, place: Place) -> None:
    """A tap within the change of a page belongs to the page before and does nothing."""
    visitor.screen.chooseService("papers")
    visitor.screen.takeTicket()
    visitor.wait(5)
    assert visitor.screen.page == "confirm"
    assert not place.room.tickets


def test_needs(visitor: Visitor, place: Place) -> None:
    """What a visitor needs goes with the ticket, and the next one begins without it."""
    visitor.tap("Hand in papers")
    visitor.tap("I need an interpreter")
    visitor.tap("I use a wheelchair")
    visitor.tap("I use a wheelchair")
    visitor.tap("Yes, take a ticket")
    assert place.room.tickets["K001"].needs == (Need.INTERPRETER,)
    visitor.tap("Done")
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert place.room.tickets["K002"].needs == ()


def test_back_keeps_the_language(visitor: Visitor) -> None:
    """Going back is not going away: language and looks stay."""
    visitor.tap("Deutsch")
    visitor.tap("High contrast")
    visitor.tap("Unterlagen abgeben")
    visitor.tap("Back")
    assert visitor.screen.page == "start"
    assert visitor.screen.language == "de"
    assert visitor.screen.highContrast


def test_asks_still_there(visitor: Visitor) -> None:
    """A page left alone asks first; a yes gives the whole time again, silence forgets."""
    visitor.tap("Deutsch")
    visitor.tap("Larger text")
    visitor.tap("Unterlagen abgeben")
    visitor.wait(QUIET_S - 19)
    assert visitor.screen.stillThere
    visitor.tap("Yes, I need more time")
    visitor.wait(QUIET_S - 21)
    assert not visitor.screen.stillThere
    visitor.wait(21)
    assert visitor.screen.page == "start"
    assert visitor.screen.language == "en"
    assert not visitor.screen.large


def test_question_takes_every_tap(visitor: Visitor, place: Place) -> None:
    """While the question stands, a tap on what lies below does nothing."""
    visitor.tap("Hand in papers")
    visitor.wait(QUIET_S - 10)
    visitor.screen.takeTicket()
    visitor.wait()
    assert not place.room.tickets
    visitor.tap("No, I am done")
    assert visitor.screen.page == "start"


def test_ticket_page_ends(visitor: Visitor, paper: Paper) -> None:
    """The ticket page counts down, stays longer for whoever touches it, and then forgets all."""
    visitor.tap("العربية")
    visitor.tap("تسليم")
    visitor.tap("Yes, take a ticket")
    visitor.wait(10)
    closes = visitor.screen.words.count(
        "This page closes in {count} second.", "This page closes in {count} seconds.", 30
    )
    assert closes in visitor.reads()
    visitor.screen.touched(True)
    visitor.wait(TICKET_S - 1)
    assert visitor.screen.page == "ticket"
    visitor.wait(2)
    assert visitor.screen.page == "start"
    assert visitor.screen.language == "en"
    assert visitor.screen.ticket.number == ""


def test_start_page_forgets(visitor: Visitor) -> None:
    """A language chosen at the start and left there is forgotten, too."""
    visitor.tap("Deutsch")
    visitor.wait(START_S + 1)
    assert visitor.screen.language == "en"


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome(Result.PRINTED), "Your ticket is printed. Please take it."),
        (
            Outcome(Result.REFUSED, Cause.PAPER_END),
            "There is no paper ticket. Please take a photo of your number.",
        ),
        (
            Outcome(Result.UNKNOWN, Cause.LINK_LOST),
            "Please check your paper ticket. Is it missing? Take a photo.",
        ),
    ],
)
def test_three_sentences(visitor: Visitor, paper: Paper, outcome: Outcome, sentence: str) -> None:
    """The number stands at once; what becomes of the paper is one of three sentences."""
    paper.outcome = None
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert "K\u202f001" in visitor.reads()
    assert "Your ticket is being printed." in visitor.reads()
    paper.end(outcome)
    visitor.wait()
    assert sentence in visitor.reads()


def test_late_paper_of_somebody_else(visitor: Visitor, paper: Paper) -> None:
    """What becomes of the last visitor's paper is not said to the next one."""
    paper.outcome = None
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    visitor.tap("Done")
    visitor.tap("Hand in papers")
    paper.end(Outcome(Result.PRINTED))
    visitor.tap("Yes, take a ticket")
    assert "Your ticket is being printed." in visitor.reads()


def test_paper_that_cannot_be_set(
    visitor: Visitor, place: Place, paper: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    """An address too long for a code costs the paper, and the number stands all the same."""
    screen = visitor.screen
    assert screen.zone is not None
    screen.zone = screen.zone.model_copy(update={"public_url": "https://x/" + "y" * 700})
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert "K\u202f001" in visitor.reads()
    assert "There is no paper ticket. Please take a photo of your number." in visitor.reads()
    assert "cannot be put on paper" in caplog.text
    assert not paper.slips


def test_closed_zone(visitor: Visitor, place: Place) -> None:
    """After hours the screen says when to come again; a closed service of the day does as well."""
    visitor.tap("Question")
    assert "We give out no more tickets now." in visitor.reads()
    visitor.tap("Back")
    visitor.wait(4 * 3600)
    assert "We are closed now." in visitor.reads()
    assert any("Thursday" in text and "08:00" in text for text in visitor.reads())


def test_connecting(place: Place, paper: Paper, qapp) -> None:  # type: ignore[no-untyped-def] # fixtures of pytest-qt
    """Before anything is known the screen says that it is starting."""
    screen = place.screen(paper)
    visitor = Visitor(place, screen)
    assert "This screen is starting." in visitor.reads()
    visitor.close()


@pytest.mark.parametrize(
    ("outcome", "mark"),
    [
        (Outcome(Result.REFUSED, Cause.PAPER_END), False),
        (Outcome(Result.UNKNOWN, Cause.LINK_LOST), True),
    ],
)
def test_print_again(visitor: Visitor, paper: Paper, outcome: Outcome, mark: bool) -> None:
    """Once the printer is well again the visitor can have the paper; a second one is a copy."""
    paper.outcome = outcome
    paper.tell("printer", "paper_end")
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert visitor.find("Print again") is None
    paper.tell("printer", "ok")
    paper.outcome = Outcome(Result.PRINTED)
    visitor.settle()
    visitor.tap("Print again", 5)
    assert len(paper.slips) == 2
    assert is_marked(paper.slips[0]) is False
    assert is_marked(paper.slips[1]) is mark
    assert "Your ticket is printed. Please take it." in visitor.reads()
    assert visitor.find("Print again") is None


def test_not_printed_for_ever(visitor: Visitor, paper: Paper) -> None:
    """A printer that fails three times keeps nobody; each paper but the first is a copy."""
    paper.outcome = Outcome(Result.UNKNOWN, Cause.SILENT)
    paper.tell("printer", "ok")
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    visitor.tap("Print again")
    visitor.tap("Print again")
    assert visitor.find("Print again") is None
    assert [is_marked(slip) for slip in paper.slips] == [False, True, True]


def is_marked(slip: Slip) -> bool:
    """Tell whether a slip says that it is a copy."""
    return any(isinstance(block, Text) and block.text == "Copy" for block in slip.blocks)


@pytest.mark.parametrize("state", ["paper_end", "cover_open", "unreachable", "wrong_address"])
def test_no_paper_is_said_before_the_touch(visitor: Visitor, paper: Paper, state: str) -> None:
    """Nobody waits for paper that will not come: start and question say so, until it is mended."""
    sentence = "There are no paper tickets now. Your number will be on the screen."
    paper.tell("printer", state)
    visitor.wait()
    assert any(sentence in text for text in visitor.reads())
    visitor.tap("Hand in papers")
    assert any(sentence in text for text in visitor.reads())
    paper.tell("printer", "paper_low")
    visitor.wait()
    assert not any(sentence in text for text in visitor.reads())
