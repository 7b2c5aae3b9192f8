import asyncio

from waiting_room.demo.processes import Processes, Program


async def test_a_program_that_dies_is_started_again_and_told(tmp_path):
    """The demo keeps its zone up, and says what happened and where to look."""
    told = []
    died = asyncio.Event()

    def tell(text):
        told.append(text)
        died.set()

    processes = Processes(tmp_path, tell)
    program = Program("clock", ["http.server", "--bind", "127.0.0.1", "0"])
    await processes.start(program)
    first = program.process
    processes.kill("clock")
    await asyncio.wait_for(died.wait(), 10)
    async with asyncio.timeout(10):
        while program.process is first:
            await asyncio.to_thread(lambda: None)
    await processes.end()

    assert program.restarts == 1
    assert "clock.log" in told[0]
    assert program.process is not None
    assert program.process.returncode is not None


async def test_a_program_that_does_not_stay_up_is_named(tmp_path):
    """After a few tries the demo gives up and says which log has the last words."""
    processes = Processes(tmp_path, lambda text: None)
    program = Program("broken", ["no_such_module"])
    program.restarts = 4
    await processes.start(program)
    try:
        processes.check()
    except RuntimeError as error:
        said = str(error)
    await processes.end()

    assert "broken does not stay up" in said
