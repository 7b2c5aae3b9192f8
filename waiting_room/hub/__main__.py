"""`wartemarke hub`: read the zone, open the store, connect, and keep the waiting room."""

import asyncio
import logging
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
from waiting_room.wire.messages import SCHEMA_VERSION
from waiting_room.wire.mqtt import MqttConnection
from waiting_room.wire.settings import DONE, FAULT, parser, read_settings, read_zone, stop
from waiting_room.wire.topics import Topics
from waiting_room.wire.views import HubState

# How long a thread may hold the interpreter while the other waits; 5 ms would be most of a call.
SWITCH_S = 0.0005


def main() -> int:
    """Run the hub until it is told to end, or its disk fails."""
    options = parser("hub", "Keep the waiting room: the one process that writes.")
    options.add_argument("--zone", type=Path, required=True, help="the zone's description, TOML")
    options.add_argument("--data", type=Path, default=Path("wartemarke-data"), help="folder")
    options.add_argument("--bookings", type=Path, help="bookings to put into the book, CSV")
    options.add_argument("--check", action="store_true", help="check the journal and end")
    asked = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(SWITCH_S)
    zone = read_zone(asked.zone)
    asked.data.mkdir(parents=True, exist_ok=True)
    store = Store(asked.data / f"{zone.id}.sqlite")
    try:
        bookings = read_bookings(asked.bookings) if asked.bookings else []
        store.open()
        if asked.check:
            print(f"the journal is whole: {store.check_chain()} events")
            return DONE
    except StoreError as error:
        stop(str(error), FAULT)
    except (OSError, BookingFileError) as error:
        stop(f"cannot read {asked.bookings}: {error}")
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
        # A failure in any call ends the hub: the next one starts from what is on disk.
        loop.set_exception_handler(lambda _, context: _fail(ended, context))
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _end, ended)
        hub.open(bookings)
        print(f"hub of {zone.id} is up, generation {store.generation}", flush=True)
        await ended
        hub.close()

    try:
        asyncio.run(keep())
    except Exception:
        logging.exception("the hub ends; nothing that was acknowledged is lost")
        return FAULT
    return DONE


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def _end(ended: "asyncio.Future[None]") -> None:
    if not ended.done():
        ended.set_result(None)


def _fail(ended: "asyncio.Future[None]", context: dict[str, object]) -> None:
    error = context.get("exception")
    if not ended.done():
        ended.set_exception(error if isinstance(error, Exception) else RuntimeError(str(context)))


if __name__ == "__main__":
    sys.exit(main())
