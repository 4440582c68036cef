"""Rivulet's wire on FastAPI: an answer outlives its readers, goes on after a reload, and stops when it is told to."""

import asyncio, json, logging, os, uuid

import uvicorn
from fastapi import Cookie, FastAPI, Header, HTTPException, Request
from fastapi.responses import Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

from stand_in import ModelError, stand_in

app = FastAPI()
runs = {}  # by their names; in production, forget those that ended minutes ago


class Run:
    """One answer: its events so far, and the task that writes them, whether anybody reads or not."""

    def __init__(self, id, owner, body):
        self.id, self.owner, self.chat = id, owner, body["id"]
        self.events, self.is_over, self.changed = [], False, asyncio.Event()
        self.task = asyncio.create_task(self.write(body["messages"]))

    def add(self, **event):
        self.events.append(event)
        self.changed.set()  # wakes all readers
        self.changed = asyncio.Event()

    async def write(self, messages):
        self.add(type="start", messageId=self.id)
        self.add(type="text-start", id="1")
        end = {"type": "finish"}
        try:
            # A real model: AsyncOpenAI().chat.completions.create(..., stream=True), and the deltas of its choices.
            async for delta in stand_in(messages):
                self.add(type="text-delta", id="1", delta=delta)
        except asyncio.CancelledError:
            end = {"type": "abort"}
        except ModelError as error:
            end = {"type": "error", "errorText": str(error)}
        except Exception:
            logging.exception("the answer failed")
            end = {"type": "error", "errorText": "The answer failed on the server. Ask again."}
        self.is_over = True
        self.add(type="text-end", id="1")
        self.add(**end)

    async def frames(self, seq):
        yield f"id: {self.id}:{seq if seq >= 0 else '-'}\nretry: 1000\n\n"
        while True:
            changed = self.changed
            for event in self.events[seq + 1 :]:
                seq += 1
                yield f"id: {self.id}:{seq}\ndata: {json.dumps(event)}\n\n"
            if self.is_over:
                yield "data: [DONE]\n\n"
                return
            try:
                await asyncio.wait_for(changed.wait(), 15)
            except asyncio.TimeoutError:
                yield ": keep-alive\n\n"


def answer(run, last_event_id=None):
    place = (last_event_id or "").rpartition(":")[2]
    seq = int(place) if place.isdigit() else -1
    if run.is_over and seq >= len(run.events) - 1:
        return Response(status_code=204)  # nothing comes after that
    headers = {
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
        "x-heartbeat-ms": "15000",
        "x-run-id": run.id,
        "x-vercel-ai-ui-message-stream": "v1",
    }
    response = StreamingResponse(run.frames(seq), media_type="text/event-stream", headers=headers)
    response.set_cookie("visitor", run.owner, max_age=31_536_000, httponly=True, samesite="strict")
    return response


def find(id, visitor):
    if id not in runs or runs[id].owner != visitor:
        raise HTTPException(404, "There is no such run. Ask the question again.")
    return runs[id]


@app.post("/api/chat")
async def ask(request: Request, idempotency_key: str = Header(None), visitor: str = Cookie(None)):
    id, body = idempotency_key or str(uuid.uuid4()), await request.json()
    if id not in runs:
        runs[id] = Run(id, visitor or str(uuid.uuid4()), body)
    elif visitor:
        find(id, visitor)
    return answer(runs[id])


@app.get("/api/runs/{id}/stream")
async def stream(id: str, last_event_id: str = Header(None), visitor: str = Cookie(None)):
    return answer(find(id, visitor), last_event_id)


@app.post("/api/runs/{id}/cancel")
async def cancel(id: str, visitor: str = Cookie(None)):
    run = find(id, visitor)
    run.task.cancel()
    await run.task
    return {"runId": id, "lastSeq": len(run.events) - 1}


@app.get("/api/chats/{chat}/active")
async def active(chat: str, visitor: str = Cookie(None)):
    for run in reversed(runs.values()):
        if (run.chat, run.owner, run.is_over) == (chat, visitor, False):
            return {"runId": run.id, "lastSeq": len(run.events) - 1}
    return {"runId": None, "lastSeq": -1}


app.mount("/", StaticFiles(directory="dist", html=True))

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("PORT", 3000)), log_level="warning")
