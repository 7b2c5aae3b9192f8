from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.event import listen

from tests.waiting_room.hub.booked_seats import ANNA, NINE, booked, refusal, reserved
from waiting_room.hub.book_engine import BookUrlError, book_file, shared_book
from waiting_room.hub.seat_book import SeatBook


def test_a_database_that_is_gone_is_said_to_be_so(cluster, database):
    """While PostgreSQL is down everything is refused with a sentence; then it works again."""
    book = SeatBook(shared_book(database), "sued")
    book.open()
    reserved(book, NINE, ANNA)
    cluster.stop()
    try:
        assert refusal(reserved, book, NINE, ANNA) == "book_unreachable"
    finally:
        cluster.start()
    assert booked(book, NINE, ANNA).starts_at == NINE.starts_at
    book.close()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("SET TRANSACTION READ ONLY", "read-only"),
        ("SET ROLE pg_monitor", "permission denied"),
    ],
)
def test_a_database_that_refuses_ends_no_hub(database, caplog, fault, said):
    """Read-only after a failover, a grant that is missing: refused, with its reason in the log."""
    engine = shared_book(database)
    book = SeatBook(engine, "sued")
    book.open()
    listen(engine, "checkout", lambda connection, *_: connection.execute(fault))

    assert refusal(reserved, book, NINE, ANNA) == "book_unreachable"
    assert said in caplog.text
    book.close()


def test_zones_that_start_together_share_an_empty_book(database):
    """Whoever comes first makes the tables, and the others wait for it and find them."""
    books = [SeatBook(shared_book(database), f"zone-{n}") for n in range(6)]
    together = Barrier(len(books))

    def start(book):
        together.wait()
        book.open()

    with ThreadPoolExecutor(len(books)) as threads:
        list(threads.map(start, books))
    for book in books:
        assert booked(book, NINE, ANNA).starts_at == NINE.starts_at
        book.close()


def test_a_file_keeps_its_promises_to_the_disk(tmp_path):
    """A kept rollback journal with full syncs: acknowledged means on disk, for many processes."""
    engine = book_file(tmp_path / "book.sqlite")
    with engine.connect() as connection:
        for pragma, value in (("journal_mode", "persist"), ("synchronous", 2)):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()


@pytest.mark.parametrize("url", ["book.sqlite", "mysql://hub@db/book", "sqlite:///book.sqlite"])
def test_a_shared_book_lies_in_postgresql(url):
    """Anything else is refused in a sentence."""
    with pytest.raises(BookUrlError, match=r"in PostgreSQL|as postgresql"):
        shared_book(url)
