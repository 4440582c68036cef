"""A client of Rivulet's HTTP API in one file, with Python's standard library alone.

    server = Rivulet("http://localhost:3000")
    for piece in server.chat("Hello, who are you?").text():
        print(piece, end="", flush=True)

    work = server.task("list", {"data": ["pear", "fig"], "chunk_size": 1})
    for item in work.items():
        print(item, work.progress)
    print(work.footer)

What is started is a run: where the connection is lost it is read on from its last event, by itself; `cancel` stops the
work on the server, and `server.run(id)` reads it from another process. Needs Python 3.9 or newer.
"""

from __future__ import annotations

import http.client
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar
from typing import Any, Iterator, Optional, Union

__all__ = ["Rivulet", "RivuletError", "Run"]

# What ends a run: nothing follows it.
TERMINAL = ("finish", "abort", "error")


class RivuletError(Exception):
    """What the server refused or failed at; `code` is to be switched on."""

    def __init__(self, message: str, code: str = "server", status: Optional[int] = None,
                 retry_after: Optional[float] = None):
        super().__init__(message)
        self.code = code
        self.status = status
        self.retry_after = retry_after


class Rivulet:
    """A server, and how to ask it."""

    def __init__(self, url: str, key: Optional[str] = None, base_path: str = "/api",
                 timeout: float = 60.0, retries: int = 5):
        self.url = url.rstrip("/") + base_path
        self.key = key
        # A silent connection sends a heartbeat every 15 seconds; longer silence is a loss.
        self.timeout = timeout
        self.retries = retries
        # The server knows again who has no key by a cookie.
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def chat(self, messages: Union[str, list], chat: Optional[str] = None, **options: Any) -> "Run":
        """Asks the model: a question, or a chat as a list of {"role", "content"} with the question last."""
        turns = [{"role": "user", "content": messages}] if isinstance(messages, str) else messages
        parts = [{"id": str(place), "role": turn["role"],
                  "parts": [{"type": "text", "text": turn["content"]}]}
                 for place, turn in enumerate(turns)]
        body = {"id": chat or str(uuid.uuid4()), "messages": parts}
        if options:
            body["options"] = options
        return self._start("/chat", body)

    def task(self, name: str, input: Any = None) -> "Run":
        """Starts a task, whose items come as they are made."""
        return self._start("/tasks/" + urllib.parse.quote(name, safe=""), {} if input is None else input)

    def result(self, name: str, input: Any = None) -> dict:
        """Waits for all that a task makes: {"header", "items", "footer", "processing_time"}."""
        path = "/tasks/" + urllib.parse.quote(name, safe="")
        with self._call("POST", path, {} if input is None else input,
                        {"accept": "application/json"}) as answer:
            return json.load(answer)

    def run(self, id: str, after: int = -1) -> "Run":
        """A run that was started before, from the event after `after` on."""
        return Run(self, id, None, after)

    def cancel(self, id: str, reason: str = "the user stopped it") -> dict:
        """Stops a run on the server; answers with its final state."""
        path = "/runs/" + urllib.parse.quote(id, safe="") + "/cancel"
        with self._call("POST", path, {"reason": reason}) as answer:
            return json.load(answer)

    def _start(self, path: str, body: Any) -> "Run":
        # Asked twice under one key, the server does it once.
        key = str(uuid.uuid4())
        headers = {"accept": "text/event-stream", "idempotency-key": key}
        for attempt in range(self.retries + 1):
            try:
                return Run(self, key, self._call("POST", path, body, headers))
            except (OSError, http.client.HTTPException):
                if attempt == self.retries:
                    raise
                time.sleep(_pause(attempt))
        raise AssertionError("not reached")

    def _call(self, method: str, path: str, body: Any = None, headers: Optional[dict] = None):
        request = urllib.request.Request(self.url + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        if self.key is not None:
            request.add_header("authorization", "Bearer " + self.key)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            return self._open(request, timeout=self.timeout)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from None


class Run:
    """Work under way on the server: iterate over its events, its text or its items, once."""

    def __init__(self, server: Rivulet, id: str, answer: Any, after: int = -1):
        self.id = id
        # The number of the last event that has come.
        self.seq = after
        self.header: Any = None
        self.footer: Any = None
        self.progress: Optional[dict] = None
        self.end: Optional[str] = None
        self._server = server
        self._answer = answer

    def __iter__(self) -> Iterator[dict]:
        """All events in order, each once, however often the connection is lost. An error of the run is raised."""
        attempt = 0
        while self.end is None:
            before = self.seq
            try:
                answer = self._answer or self._again()
                self._answer = None
                if answer is None:
                    return
                with answer:
                    yield from self._read(answer)
            except (OSError, http.client.HTTPException) as error:
                if attempt >= self._server.retries:
                    raise RivuletError(str(error), "network") from error
            if self.end is None:
                # What has come since makes it a new loss.
                attempt = 0 if self.seq > before else attempt + 1
                if attempt > self._server.retries:
                    raise RivuletError("The connection was lost too often.", "network")
                time.sleep(_pause(attempt))

    def text(self) -> Iterator[str]:
        """The pieces of the answer's text."""
        for event in self:
            if event["type"] == "text-delta":
                yield event["delta"]

    def items(self) -> Iterator[Any]:
        """The items of a task; `header`, `progress` and `footer` are there as they come."""
        for event in self:
            if event["type"] == "data-item":
                yield event.get("data")

    def cancel(self, reason: str = "the user stopped it") -> dict:
        """Stops it on the server; its iteration then ends with `end == "abort"`."""
        return self._server.cancel(self.id, reason)

    def _again(self):
        headers = {"accept": "text/event-stream"}
        if self.seq >= 0:
            headers["last-event-id"] = f"{self.id}:{self.seq}"
        path = "/runs/" + urllib.parse.quote(self.id, safe="") + "/stream"
        answer = self._server._call("GET", path, None, headers)
        if answer.status == 204:
            answer.close()
            return None
        return answer

    def _read(self, answer: Any) -> Iterator[dict]:
        data: list = []
        seq = None
        for raw in answer:
            line = raw.decode("utf-8").rstrip("\r\n")
            if line == "":
                if data and data != ["[DONE]"]:
                    event = json.loads("\n".join(data))
                    # The same place twice is the same event.
                    if seq is None or seq > self.seq:
                        self.seq = self.seq if seq is None else seq
                        self._note(event)
                        yield event
                        if self.end is not None:
                            return
                data, seq = [], None
                continue
            field, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if field == "data":
                data.append(value)
            elif field == "id":
                place = value.rpartition(":")[2]
                seq = int(place) if place.isdigit() else None

    def _note(self, event: dict) -> None:
        kind = event["type"]
        if kind == "data-header":
            self.header = event.get("data")
        elif kind == "data-footer":
            self.footer = event.get("data")
        elif kind == "data-progress":
            self.progress = event.get("data")
        elif kind in TERMINAL:
            self.end = kind
            if kind == "error":
                retry_after = event.get("retryAfterMs")
                raise RivuletError(event.get("errorText", ""), event.get("code", "server"),
                                   retry_after=None if retry_after is None else retry_after / 1000)


def _pause(attempt: int) -> float:
    # Not all who were cut off come back in the same moment.
    return min(10.0, 0.25 * 2 ** attempt) * (0.5 + random.random() / 2)


def _refusal(answer: urllib.error.HTTPError) -> RivuletError:
    try:
        error = json.load(answer)["error"]
        code, message = str(error["code"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        code, message = "http", f"The server answered {answer.code}."
    after = answer.headers.get("retry-after", "")
    return RivuletError(message, code, answer.code, float(after) if after.isdigit() else None)
