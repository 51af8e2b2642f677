"""Running web and worker, together or apart."""

import contextlib
import os
import socket
import subprocess
import sys
import threading

from granian import Granian
from granian.constants import Interfaces

from app import create_app
from app.account import actions as coming_in
from app.core import clock, startguard
from app.core.settings import Settings
from app.letters import actions as letters
from app.reminders import actions as reminders
from app.reminders import jobs


def _may_start(settings: Settings) -> bool:
    found = startguard.findings(settings)
    for sentence in found:
        print(sentence, file=sys.stderr)
    return not found


def _port_is_free(settings: Settings) -> bool:
    # The web server shares its port with others that ask for it: it would start beside them, and
    # every other request would be answered by a stranger.
    with socket.socket(socket.AF_INET6 if ":" in settings.bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.listens_on))
        except OSError as error:
            at = f"{settings.bind}:{settings.listens_on}"
            print(f"Nothing can listen on {at}: {error.strerror}.", file=sys.stderr)
            print("Another port: `PORT=8001 make run`, or SCHRITTE_PORT.", file=sys.stderr)
            return False
    return True


def serve(settings: Settings) -> int:
    """Run the web server here and the worker beside it; one signal ends both."""
    if not _may_start(settings) or not _port_is_free(settings):
        return 1
    stopping = threading.Event()
    # Here, before the web server forks: its copy of this process, made while the worker is being
    # started, would hold the pipe on whose end that start waits, and nobody would keep the worker.
    first = _start_worker()
    beside = threading.Thread(target=_keep_worker, args=(first, stopping), daemon=True)
    beside.start()
    print(f"\n  {settings.origin}   (Ctrl-C ends it)\n", flush=True)
    try:
        Granian(
            "wsgi:app",
            address=settings.bind,
            port=settings.listens_on,
            interface=Interfaces.WSGI,
            workers=settings.workers,
            blocking_threads=settings.threads or (2 if settings.is_sqlite else 4),
            respawn_failed_workers=True,
            workers_kill_timeout=8,
            log_enabled=False,
            websockets=False,
        ).serve()
    finally:
        stopping.set()
        beside.join(timeout=10)
    return 0


def _start_worker() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "app.cli", "worker"]
    return subprocess.Popen(command, env=os.environ)  # noqa: S603 - our own module


def _keep_worker(child: "subprocess.Popen[bytes]", stopping: threading.Event) -> None:
    """Keep one worker process alive until told to stop; `child` is the first."""
    while True:
        while child.poll() is None and not stopping.wait(0.5):
            pass
        if stopping.is_set():
            child.terminate()
            try:
                child.wait(timeout=jobs.LONGEST_GOODBYE + 1)
            except subprocess.TimeoutExpired:
                child.kill()
            return
        if not stopping.wait(2):  # it ended by itself: a moment, then a new one
            with contextlib.suppress(OSError):  # no process to be had now: the next moment
                child = _start_worker()


def worker(settings: Settings) -> int:
    """Run the worker until a signal ends it."""
    if not _may_start(settings):
        return 1
    app = create_app(settings)
    queue = app.extensions["queue"]
    jobs.register(queue, app)
    jobs.register_nightly(
        queue, app, (coming_in.forget_old, letters.sweep_orphans, reminders.forget_old)
    )
    # Killed in the middle of a file: what was left of it goes before anything else.
    jobs.sweep(app, (letters.sweep_orphans,), now=clock.now())
    app.extensions["look_now"]()  # what fell due while nobody looked
    jobs.Worker(queue, app.extensions["delivery"]).run()
    return 0
