"""Closed loops: so many callers, each with one thing under way, until the time is over."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable

from uvicorn.loops.auto import auto_loop_factory


def by_coroutines(act: Callable[[], Awaitable[object]], callers: int, seconds: float) -> float:
    """Return how many times a second `act` ends, asked by `callers` coroutines of one loop, as the server asks."""

    async def all_of_them() -> float:
        done = 0
        started = time.perf_counter()
        end = started + seconds

        async def one() -> None:
            nonlocal done
            while time.perf_counter() < end:
                await act()
                done += 1

        await asyncio.gather(*(one() for _ in range(callers)))
        return done / (time.perf_counter() - started)

    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        return runner.run(all_of_them())


def by_threads(act: Callable[[int], object], callers: int, seconds: float) -> float:
    """Return how many times a second `act` ends, called by `callers` threads with their own number."""
    done = [0] * callers
    failed: list[BaseException] = []
    started = time.perf_counter()
    end = started + seconds

    def one(number: int) -> None:
        try:
            while time.perf_counter() < end:
                act(number)
                done[number] += 1
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the threads
            failed.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(done) / (time.perf_counter() - started)
