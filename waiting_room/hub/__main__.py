"""`wartemarke hub`: read the zone, open the store, connect, and keep the waiting room."""

import asyncio
import logging
import os
import secrets
import signal
import ssl
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from waiting_room.hub.book_engine import BookUrlError, book_file, shared_book
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.bookings import BookingFileError, ByPlace, read_bookings
from waiting_room.hub.calendar_file import read_calendar
from waiting_room.hub.doubtful_bookings import doubtful
from waiting_room.hub.hub import Hub
from waiting_room.hub.keys import KeyFileError, open_keys
from waiting_room.hub.reader import Outdated
from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError, check_alone
from waiting_room.rules.booking import Booking
from waiting_room.rules.doubts import doubts
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.typed_code import mint_code
from waiting_room.rules.zone import Zone
from waiting_room.wire.connection import Will
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.life import HubState
from waiting_room.wire.messages import SCHEMA_VERSION
from waiting_room.wire.mqtt import MqttConnection
from waiting_room.wire.settings import (
    DATA,
    DONE,
    FAULT,
    Settings,
    parser,
    read_settings,
    read_zone,
    stop,
    trusted,
)
from waiting_room.wire.signature import Signer
from waiting_room.wire.systemd import take_systemd
from waiting_room.wire.topics import Topics
from waiting_room.words import LANGUAGES

log = logging.getLogger("hub")

# How long a thread may hold the interpreter while the other waits; 5 ms would be most of a call.
SWITCH_S = 0.0005

LEFT_OUT = (
    "and a thousand numbers of each letter are left out, as after every start with --restored: "
    "start without it from now on"
)


def main() -> int:
    """Run the hub until it is told to end, or its disk fails."""
    options = parser("hub", "Keep the waiting room: the one process that writes.")
    options.add_argument("--zone", type=Path, required=True, help="the zone's description, TOML")
    options.add_argument("--data", type=Path, help=f"folder of the journal ({DATA})")
    options.add_argument("--bookings", type=Path, help="bookings of another system, CSV or .ics")
    options.add_argument("--book", metavar="URL", help="a seat book in PostgreSQL, to share it")
    options.add_argument(
        "--restored",
        action="store_true",
        help="the journal in --data is an older copy that was put back: once, after a restore",
    )
    options.add_argument(
        "--check",
        action="store_true",
        help="check the zone, and with --data the journal there, too, and end",
    )
    asked = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(SWITCH_S)
    zone = known_zone(asked.zone)
    try:
        bookings = bookings_of_others(asked.bookings, zone) if asked.bookings else {}
        if asked.check:
            return check(zone, bookings, asked.data)
        settings = settings_for(zone, asked.config)
        tls = trusted(settings.ca)
        folder = asked.data or DATA
        engine = shared_book(asked.book) if asked.book else book_file(folder / "book.sqlite")
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(folder / f"{zone.id}.sqlite")
        restored: bool = asked.restored
        store.open(restored=restored)
        with closing(store):
            if restored:
                log.warning("generation %d, %s", store.generation, LEFT_OUT)
            signer = open_keys(folder / f"{zone.id}.keys.pem")
            for sentence in doubtful(bookings, zone, utc_now()):
                log.warning("%s, %s", asked.bookings, sentence)
            others = list(bookings.values())
            seat_book = SeatBook(engine, zone.id)
            asyncio.run(
                keep(zone, store, settings, tls, seat_book, signer, others, restored=restored)
            )
    except (StoreError, KeyFileError) as error:
        stop(str(error), FAULT)
    except BookUrlError as error:
        stop(f"--book: {error}")  # without the address, which may have a password
    except BookingFileError as error:
        stop(f"cannot read {asked.bookings}: {error}")
    except OSError as error:
        stop(f"cannot use {error.filename}: {error.strerror}")
    return DONE


def known_zone(file: Path) -> Zone:
    """Read the zone; a language that nobody has translated is a fault of its file."""
    zone = read_zone(file)
    unknown = set(zone.languages) - set(LANGUAGES)
    if unknown:
        known = ", ".join(LANGUAGES)
        stop(f"{file}: nobody has translated {', '.join(unknown)} yet; there are {known}")
    return zone


def settings_for(zone: Zone, file: Path | None) -> Settings:
    """Read the hub's settings; those of another zone are a mistake."""
    settings = read_settings(file)
    if settings.zone != zone.id:
        stop(f'the settings are for the zone "{settings.zone}", but this is "{zone.id}"')
    return settings


def check(zone: Zone, bookings: ByPlace, data: Path | None) -> int:
    """Say what is doubtful in zone and bookings, and check the journal if its folder is named."""
    parts = {"service": zone.services, "counter": zone.counters, "device": zone.devices}
    size = ", ".join(f"{len(them)} {one}{'s' * (len(them) != 1)}" for one, them in parts.items())
    say_how_it_is(f"the zone {zone.id}", size, doubts(zone))
    if bookings:
        say_how_it_is(
            "the file of bookings", f"{len(bookings)}", doubtful(bookings, zone, utc_now())
        )
    if data is None:
        print("the journal was not looked at: name the hub's folder with --data")
        return DONE
    file = data / f"{zone.id}.sqlite"
    if not file.exists():
        stop(f"there is no journal at {file}; name the hub's folder with --data", FAULT)
    check_alone(file)
    store = Store(file)
    store.open(only_read=True)
    print(f"the journal is whole: {store.check()} events")
    return DONE


def say_how_it_is(what: str, size: str, sentences: Iterable[str]) -> None:
    """Say that something is well, or that it can be used and what is doubtful in it."""
    listed = [f"- {sentence}" for sentence in sentences]
    print(f"{what} {'can be used' if listed else 'is well'}: {size}", *listed, sep="\n")


def bookings_of_others(file: Path, zone: Zone) -> ByPlace:
    """Read the bookings that another system has made."""
    if file.suffix.lower() == ".ics":
        return read_calendar(file, zone)
    return read_bookings(file, zone)


async def keep(
    zone: Zone,
    store: Store,
    settings: Settings,
    tls: ssl.SSLContext | None,
    book: SeatBook,
    signer: Signer,
    bookings: Sequence[Booking],
    *,
    restored: bool,
) -> None:
    """Keep the waiting room until a signal ends it."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: end_at_once(context, store))
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    home = AsyncioHome(loop)
    instance = secrets.token_hex(4)
    down = HubState(
        generation=store.generation, instance=instance, up=False, schema_version=SCHEMA_VERSION
    )
    connection = MqttConnection(
        home,
        client=settings.client,
        host=settings.host,
        port=settings.port,
        password=settings.password,
        tls=tls,
        will=Will(Topics(zone.id).hub, down.model_dump_json().encode()),
    )
    clerk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="book")

    def aside(work: Callable[[], None]) -> None:
        clerk.submit(work).add_done_callback(lambda done: home.soon(done.result))

    mint = partial(mint_code, secrets.randbelow)
    systemd = take_systemd()
    hub = Hub(
        WaitingRoom(zone),
        store,
        connection,
        home,
        instance=instance,
        clock=utc_now,
        desk=BookingDesk(zone, book, signer, home, mint=mint, aside=aside),
        up=lambda: print(f"hub of {zone.id} is up, generation {store.generation}", flush=True),
        lives=systemd.feed,
    )
    hub.open(bookings, restored=restored)
    # Without its broker, too: one that cannot be reached yet is no reason to begin anew.
    systemd.ready()
    await ended.wait()
    clerk.shutdown()
    hub.close()


def end_at_once(context: dict[str, object], store: Store) -> None:
    """End the process on the spot; the next hub starts from what is on disk.

    The room may hold what could not be saved: not one more message may be answered from it, and
    an orderly end would still run what is queued.
    """
    error = context.get("exception")
    if isinstance(error, Outdated):
        log.critical("%s", error)
        try:
            store.close()  # so that nothing lies beside a copy that --restored is said of next
        finally:
            os._exit(FAULT)
    log.critical(
        "the hub ends; nothing that was acknowledged is lost",
        exc_info=error if isinstance(error, BaseException) else None,
    )
    os._exit(FAULT)


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
