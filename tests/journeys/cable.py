"""A network cable between a program and its broker, which can be cut without a word to either."""

import asyncio
import contextlib


class Cable:
    """Passes bytes both ways while whole; what is sent while it is cut waits, as in a socket."""

    def __init__(self, port: int) -> None:
        self._far = port
        self.port = 0
        self._whole = asyncio.Event()
        self._whole.set()
        self._ways: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Plug in."""
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Let nothing through any more; nobody is told."""
        self._whole.clear()

    def mend(self) -> None:
        """Let everything through again, also what has waited."""
        self._whole.set()

    async def close(self) -> None:
        """Roll it up, once the program at its end has ended."""
        self._server.close()
        self.mend()
        await asyncio.gather(*self._ways)

    async def _pass_on(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        me = asyncio.current_task()
        assert me is not None
        self._ways.add(me)
        me.add_done_callback(self._ways.discard)
        await self._whole.wait()
        with contextlib.suppress(OSError):
            far, far_out = await asyncio.open_connection("127.0.0.1", self._far)
            try:
                await asyncio.gather(self._way(near, far_out), self._way(far, near_out))
            finally:
                far_out.close()
        near_out.close()

    async def _way(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                await self._whole.wait()
                sink.write(data)
                await sink.drain()
        await self._whole.wait()
        with contextlib.suppress(OSError):
            sink.close()
