from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.waiting_room.hub.booked_seats import (
    HALF_PAST,
    KEPT,
    NINE,
    NOW,
    minting,
    refusal,
    reserved,
)
from waiting_room.hub.book_engine import book_file
from waiting_room.hub.seat_book import SeatBook
from waiting_room.rules.booking import Booking
from waiting_room.rules.slots import Slot

Rows = list[list[str | datetime | None]]


class Play(RuleBasedStateMachine):
    """A seat book beside a plain dict of seats; whatever is asked, both answer alike."""

    tokens = st.sampled_from([f"token-{n}" for n in range(6)])
    slots = st.sampled_from([NINE, HALF_PAST])

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = SeatBook(book_file(Path(self.folder.name) / "book.sqlite"), "sued")
        self.book.open()
        self.now = NOW
        self.mint = minting()
        # slot → one [holder, until] for each seat; token → its booking as it should be
        self.seats: dict[datetime, Rows] = {
            s.starts_at: [[None, None], [None, None]] for s in (NINE, HALF_PAST)
        }
        self.bookings: dict[str, Booking] = {}

    def is_free(self, seat) -> bool:
        holder, until = seat
        return holder is None or (until is not None and until <= self.now)

    def claim(self, slot: Slot, token: str, until: datetime | None) -> bool:
        free = [seat for seat in self.seats[slot.starts_at] if self.is_free(seat)]
        if free:
            free[0][:] = [token, until]
            for seat in self.seats_of(token):
                if seat is not free[0]:
                    seat[:] = [None, None]
        return bool(free)

    def seats_of(self, token: str) -> Rows:
        return [seat for seats in self.seats.values() for seat in seats if seat[0] == token]

    @rule(token=tokens, slot=slots)
    def reserve(self, token: str, slot: Slot) -> None:
        """Both keep a seat, or none does."""
        if token in self.bookings:
            assert refusal(reserved, self.book, slot, token, self.now) == "token_used"
            return
        kept = [s[1] for s in self.seats[slot.starts_at] if s[0] == token and not self.is_free(s)]
        if kept:
            assert reserved(self.book, slot, token, self.now) == kept[0]
        elif self.claim(slot, token, self.now + KEPT):
            assert reserved(self.book, slot, token, self.now) == self.now + KEPT
        else:
            assert refusal(reserved, self.book, slot, token, self.now) == "slot_taken"

    @rule(token=tokens)
    def make_booking(self, token: str) -> None:
        """Both book the seat that is still this token's."""
        mine = self.seats_of(token)
        if token in self.bookings:
            assert self.book.book(token, self.mint, self.now) == self.bookings[token]
        elif not mine:
            assert refusal(self.book.book, token, self.mint, self.now) == "reservation_over"
        else:
            mine[0][1] = None
            self.bookings[token] = self.book.book(token, self.mint, self.now)
            (at,) = [at for at, seats in self.seats.items() if mine[0] in seats]
            assert self.bookings[token].starts_at == at

    @rule(token=tokens, slot=slots)
    def move(self, token: str, slot: Slot) -> None:
        """Both move, or leave everything as it is."""
        before = self.bookings.get(token)
        if before is None:
            return
        if before.cancelled:
            assert refusal(self.book.move, before.code, slot, self.now) == "booking_cancelled"
        elif before.starts_at == slot.starts_at:
            assert self.book.move(before.code, slot, self.now) == before
        elif self.claim(slot, token, None):
            self.bookings[token] = self.book.move(before.code, slot, self.now)
            assert self.bookings[token].revision == before.revision + 1
            assert self.bookings[token].starts_at == slot.starts_at
        else:
            assert refusal(self.book.move, before.code, slot, self.now) == "slot_taken"

    @rule(token=tokens)
    def cancel(self, token: str) -> None:
        """Both give the seat back."""
        before = self.bookings.get(token)
        if before is None:
            return
        for seat in self.seats_of(token):
            seat[:] = [None, None]
        self.bookings[token] = self.book.cancel(before.code, self.now)
        assert self.bookings[token].cancelled

    @rule(minutes=st.integers(1, 12))
    def pass_time(self, minutes: int) -> None:
        """Reservations come to their end."""
        self.now += timedelta(minutes=minutes)

    @invariant()
    def is_alike(self) -> None:
        """Both count the same seats and know the same bookings; none is oversold."""
        counted = self.book.taken([NINE, HALF_PAST], self.now)
        for at, seats in self.seats.items():
            held = [seat for seat in seats if not self.is_free(seat)]
            assert counted.get(at, 0) == len(held) <= NINE.seats
        known = sorted(self.book.since(NOW), key=lambda one: one.code)
        assert known == sorted(self.bookings.values(), key=lambda one: one.code)

    def teardown(self) -> None:
        """Give the file back."""
        self.book.close()
        self.folder.cleanup()


Play.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
test_a_book_and_a_plain_dict_agree = Play.TestCase
