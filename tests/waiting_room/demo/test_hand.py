import asyncio
import contextlib
import json

import pytest

from waiting_room.demo.hand import Hand, NothingThere


async def test_an_answer_that_nobody_waits_for_is_nobody_elses(tmp_path):
    """Whoever gave up waiting leaves the next one an answer of their own."""
    slow, programs = asyncio.Event(), []

    async def program(reader, writer):
        programs.append(asyncio.current_task())
        with contextlib.closing(writer), contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                answer = {"ok": True, "x": 1, "y": 2}
                if "read" in json.loads(line):
                    await slow.wait()
                    answer = {"ok": True, "seen": ["x"]}
                writer.write(json.dumps(answer).encode() + b"\n")

    async with await asyncio.start_unix_server(program, tmp_path / "hand"):
        hand = Hand(tmp_path / "hand")
        with pytest.raises(NothingThere):
            await hand.see(lambda seen: True, patience_s=0.05)
        slow.set()
        assert await hand.where("x") == (1, 2)
        hand.close()
        await asyncio.gather(*programs)
