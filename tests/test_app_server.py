"""What the app's server does before it listens."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import app


def test_what_the_server_sends_waits_for_no_confirmation() -> None:
    async def accepted() -> int:
        async with app.answer_at_once(app.app):
            listener = socket.socket(socket.AF_INET)  # as Streamlit binds it
            listener.bind(("127.0.0.1", 0))
            connected = asyncio.get_running_loop().create_future()
            server = await asyncio.get_running_loop().create_server(lambda: Noting(connected), sock=listener)
            with socket.create_connection(listener.getsockname()):
                transport = await asyncio.wait_for(connected, 10)
                option = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                transport.close()
            server.close()
            return option

    with ThreadPoolExecutor(1) as own:  # a browser of other tests keeps a loop running in this thread
        assert own.submit(asyncio.run, accepted()).result()


class Noting(asyncio.Protocol):
    """Tells of the first connection."""

    def __init__(self, connected: asyncio.Future) -> None:
        self._connected = connected

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connected.set_result(transport)
