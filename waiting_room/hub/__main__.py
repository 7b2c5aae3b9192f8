"""`wartemarke hub`: read the zone, open the store, connect, and keep the waiting room."""

import asyncio
import logging
import os
import secrets
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from waiting_room.hub.bookings import BookingFileError, read_bookings
from waiting_room.hub.hub import Hub
from waiting_room.hub.store import Store, StoreError
from waiting_room.rules.room import WaitingRoom
from waiting_room.wire.connection import Will
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.life import HubState
from waiting_room.wire.messages import SCHEMA_VERSION
from waiting_room.wire.mqtt import MqttConnection
from waiting_room.wire.settings import DONE, FAULT, parser, read_settings, read_zone, stop
from waiting_room.wire.topics import Topics

log = logging.getLogger("hub")

# How long a thread may hold the interpreter while the other waits; 5 ms would be most of a call.
SWITCH_S = 0.0005


def main() -> int:
    """Run the hub until it is told to end, or its disk fails."""
    options = parser("hub", "Keep the waiting room: the one process that writes.")
    options.add_argument("--zone", type=Path, required=True, help="the zone's description, TOML")
    options.add_argument("--data", type=Path, default=Path("wartemarke-data"), help="folder")
    options.add_argument("--bookings", type=Path, help="bookings to put into the book, CSV")
    options.add_argument("--check", action="store_true", help="check zone and journal, and end")
    asked = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(SWITCH_S)
    zone = read_zone(asked.zone)
    file = asked.data / f"{zone.id}.sqlite"
    store = Store(file)
    try:
        bookings = read_bookings(asked.bookings) if asked.bookings else []
        if asked.check:
            return check(store, file)
        asked.data.mkdir(parents=True, exist_ok=True)
        store.open()
    except StoreError as error:
        stop(str(error), FAULT)
    except BookingFileError as error:
        stop(f"cannot read {asked.bookings}: {error}")
    except OSError as error:
        stop(f"cannot use {error.filename}: {error.strerror}")
    settings = read_settings(asked.config)
    instance = secrets.token_hex(4)
    down = HubState(
        generation=store.generation, instance=instance, up=False, schema_version=SCHEMA_VERSION
    )

    async def keep() -> None:
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[None] = loop.create_future()
        home = AsyncioHome(loop)
        connection = MqttConnection(
            home,
            client=settings.client,
            host=settings.host,
            port=settings.port,
            password=settings.password,
            ca=settings.ca,
            will=Will(Topics(zone.id).hub, down.model_dump_json().encode()),
        )
        hub = Hub(WaitingRoom(zone), store, connection, home, instance=instance, clock=utc_now)
        loop.set_exception_handler(lambda _, context: end_at_once(context))
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _end, ended)
        hub.open(bookings)
        print(f"hub of {zone.id} is up, generation {store.generation}", flush=True)
        await ended
        hub.close()

    try:
        asyncio.run(keep())
    except StoreError as error:
        stop(str(error), FAULT)
    return DONE


def check(store: Store, file: Path) -> int:
    """Check the zone's file, which was just read, and the journal if there is one."""
    if not file.exists():
        print(f"the zone's file is well; there is no journal at {file} yet")
        return DONE
    store.open(only_read=True)
    print(f"the zone's file is well, and the journal is whole: {store.check_chain()} events")
    return DONE


def end_at_once(context: dict[str, object]) -> None:
    """End the process on the spot; the next hub starts from what is on disk.

    The room may hold what could not be saved: not one more message may be answered from it, and
    an orderly end would still run what is queued.
    """
    error = context.get("exception")
    log.critical(
        "the hub ends; nothing that was acknowledged is lost",
        exc_info=error if isinstance(error, BaseException) else None,
    )
    os._exit(FAULT)


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def _end(ended: "asyncio.Future[None]") -> None:
    if not ended.done():
        ended.set_result(None)


if __name__ == "__main__":
    sys.exit(main())
