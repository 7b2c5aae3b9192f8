"""Processes: starts the zone's programs, starts again what dies, and ends them all together."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RESTART_AFTER_S = 1.0
END_WITHIN_S = 5.0

# The kernel ends a child whose parent died without a word; nothing is left behind.
LEASH = ("setpriv", "--pdeathsig", "TERM", "--")


@dataclass
class Program:
    """One program of the zone: its name, the module it runs, and what it is told."""

    name: str
    arguments: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    task: asyncio.Task[None] | None = None
    restarts: int = 0
    wanted: bool = True


class Processes:
    """Keeps programs running until told to end."""

    def __init__(self, logs: Path, tell: Callable[[str], None]) -> None:
        self._logs = logs
        self._tell = tell
        self._programs: list[Program] = []

    async def start(self, program: Program) -> None:
        """Start a program and keep it running."""
        self._programs.append(program)
        await self._launch(program)
        program.task = asyncio.create_task(self._keep(program))

    async def _launch(self, program: Program) -> None:
        with (self._logs / f"{program.name}.log").open("ab") as log:
            program.process = await asyncio.create_subprocess_exec(
                *LEASH,
                sys.executable,
                "-m",
                *program.arguments,
                env={**os.environ, **program.environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C is for the demo alone, which then ends its programs in order.
                start_new_session=True,
            )

    async def _keep(self, program: Program) -> None:
        while program.process is not None:
            code = await program.process.wait()
            if not program.wanted:
                return
            program.restarts += 1
            log = self._logs / f"{program.name}.log"
            self._tell(f"{program.name} ended with code {code} and is started again; see {log}")
            await asyncio.sleep(RESTART_AFTER_S)
            if program.wanted:
                await self._launch(program)

    async def end(self, *names: str) -> None:
        """End these programs, or all, the last started first; who does not listen is killed."""
        for program in reversed(self._programs):
            if not names or program.name in names:
                program.wanted = False
                await _end(program)

    def kill(self, name: str) -> None:
        """End a program as a power cut would; it is started again."""
        for program in self._programs:
            if program.name == name and program.process is not None:
                program.process.kill()

    def check(self) -> None:
        """Raise RuntimeError naming a program that keeps dying."""
        for program in self._programs:
            if program.restarts > 3:
                log = self._logs / f"{program.name}.log"
                raise RuntimeError(f"{program.name} does not stay up; its last words are in {log}")


async def _end(program: Program) -> None:
    process = program.process
    if process is None or process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(END_WITHIN_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
