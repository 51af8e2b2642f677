"""The real Firefox, headless, driven over WebDriver BiDi: for what only a real browser can show.

Pages must be on `http://localhost:PORT`: push, workers and passkeys refuse other plain addresses.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import connect

#: Nothing of Firefox's own calls out; notifications need no question and no desktop.
QUIET_PREFS: Mapping[str, bool | int | str] = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "app.update.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.alwaysConnect": True,
    "dom.push.connection.enabled": True,  # remote control switches it off otherwise
    "dom.push.testing.allowInsecureServerURL": True,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "permissions.default.desktop-notification": 1,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "data:,",
}


class FirefoxError(Exception):
    """The browser refused a command, or a script threw."""


class Firefox:
    """`with Firefox(push_url=service.ws_url) as firefox:` - its own profile, gone at the end."""

    def __init__(
        self,
        *,
        push_url: str = "ws://127.0.0.1:9/",
        prefs: Mapping[str, bool | int | str] | None = None,
        timeout: float = 30,
    ) -> None:
        """Take the push service, further preferences, and the longest wait for anything in seconds.

        Raise FileNotFoundError if there is no Firefox, FirefoxError if it does not start.
        """
        self._timeout = timeout
        self._commands = 0
        wanted = {**QUIET_PREFS, "dom.push.serverURL": push_url, **(prefs or {})}
        with contextlib.ExitStack() as cleanup:
            folder = Path(cleanup.enter_context(_temporary_folder()))
            self._process = _launch(folder, wanted)
            cleanup.callback(self._end_process)
            address = self._await_address()
            self._socket = cleanup.enter_context(
                connect(f"{address}/session", max_size=None, open_timeout=timeout)
            )
            capabilities = {"alwaysMatch": {"acceptInsecureCerts": True}}
            self._command("session.new", capabilities=capabilities)
            tree = self._command("browsingContext.getTree")
            self._tab = tree["contexts"][0]["context"]
            self._cleanup = cleanup.pop_all()

    def open(self, url: str) -> None:
        """Go to the page and wait until it has loaded."""
        self._command("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, js: str, *, await_promise: bool = True) -> Any:
        """Return the value of this expression, through JSON. Raise FirefoxError if it throws."""
        expression = (
            f"(async () => JSON.stringify(await ({js})))()"
            if await_promise
            else f"JSON.stringify({js})"
        )
        result = self._command(
            "script.evaluate",
            expression=expression,
            target={"context": self._tab},
            awaitPromise=await_promise,
            userActivation=True,
        )
        if result["type"] == "exception":
            raise FirefoxError(result["exceptionDetails"]["text"])
        value = result["result"].get("value")
        return None if value is None else json.loads(value)

    def allow_notifications(self, origin: str) -> None:
        """Say yes for the person, so that no question appears."""
        self._command(
            "permissions.setPermission",
            descriptor={"name": "notifications"},
            state="granted",
            origin=origin,
        )

    @property
    def cookies(self) -> list[dict[str, Any]]:
        """All cookies, as BiDi describes them (`storage.getCookies`)."""
        return list(self._command("storage.getCookies")["cookies"])

    def close(self) -> None:
        """End the browser and its children, and remove the profile. May be called twice."""
        self._cleanup.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _end_process(self) -> None:
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)
        # A session of its own, so the group holds the browser's children and nothing else.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _await_address(self) -> str:
        found: list[str] = []
        said: list[str] = []
        ready = threading.Event()

        def listen() -> None:
            # To the end: a browser that cannot write its warnings stops.
            with self._process.stderr or contextlib.nullcontext(()) as lines:
                for line in lines:
                    if "BiDi listening on " in line:
                        found.append(line.rsplit(" ", 1)[1].strip())
                        ready.set()
                    elif not found:
                        said.append(line)
            ready.set()

        threading.Thread(target=listen, daemon=True).start()
        if not ready.wait(self._timeout) or not found:
            raise FirefoxError("Firefox does not start: " + "".join(said[-20:]))
        return found[0]

    def _command(self, method: str, **params: Any) -> dict[str, Any]:
        self._commands += 1
        self._socket.send(json.dumps({"id": self._commands, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=self._timeout))
            if answer.get("id") == self._commands:
                break
        if answer["type"] == "error":
            raise FirefoxError(f"{method}: {answer['error']}: {answer['message']}")
        return dict(answer["result"])


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    # The browser's last children may still write while the folder goes.
    return tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)


def _launch(folder: Path, prefs: Mapping[str, bool | int | str]) -> subprocess.Popen[str]:
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if binary is None:
        raise FileNotFoundError("no Firefox: apt-get install firefox-esr")
    profile = folder / "profile"
    profile.mkdir()
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in prefs.items()
    ]
    (profile / "user.js").write_text("\n".join(lines))
    return subprocess.Popen(
        [
            binary,
            *("--headless", "--no-remote", "--profile", str(profile)),
            *("--remote-debugging-port", "0"),
        ],
        env={**os.environ, "HOME": str(folder), "MOZ_HEADLESS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
