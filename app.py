"""The app as a server: Streamlit runs `ui/script.py` for each session, every answer is guarded here.

`streamlit run app.py` finds `app`. Other machines' names in the Host header are refused, so that no page of
another site can be led to this one (DNS rebinding); the Content-Security-Policy lets the page load
nothing but what this server sends, and run no script that stands in markup.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).resolve().parent / "ui" / "script.py"

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Guard:
    """Sends HEADERS with every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_guarded)


@asynccontextmanager
async def answer_at_once(_: st.App) -> AsyncIterator[None]:
    """Let what this server sends leave at once: it starts listening when this has begun.

    Streamlit binds a socket that does not name its protocol, of which asyncio does not know that it is TCP's:
    each small message then waited until the browser had confirmed the one before, forty milliseconds.
    """
    loop = asyncio.get_running_loop()
    create = loop.create_server

    async def create_server(
        *arguments: object, sock: socket.socket | None = None, **options: object
    ) -> object:
        if sock is not None:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted ones inherit it
        return await create(*arguments, sock=sock, **options)

    if isinstance(loop, asyncio.BaseEventLoop):  # others set it themselves
        loop.create_server = create_server
    yield


app = st.App(
    SCRIPT,
    lifespan=answer_at_once,
    middleware=[
        Middleware(Guard),
        Middleware(TrustedHostMiddleware, allowed_hosts=st.config.get_option("server.allowedHosts") or ["*"]),
    ],
)
