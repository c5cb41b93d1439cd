"""Arranges and asserts with Python's standard library, as a test suite can: a fault breaks the first call, the second succeeds, and a third,
which signs the URL-encoded title, is explained. The variables are those that the sandbox prints when it starts."""

import hashlib
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

API = os.environ.get("SANDBOX_URL", "http://127.0.0.1:4780") + "/api"


def api(method, path, body=None):
    """Calls the control API and returns its JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(API + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def create(title, encode=str):
    """Creates a room at Baijiayun. Encode is what is made of values before they are signed."""
    now = int(time.time())
    form = {"partner_id": os.environ["BAIJIAYUN_PARTNER_ID"], "title": title, "start_time": now + 3600, "end_time": now + 7200, "timestamp": now}
    text = "&".join(f"{name}={encode(str(form[name]))}" for name in sorted(form))
    form["sign"] = hashlib.md5(f"{text}&partner_key={os.environ['BAIJIAYUN_PARTNER_KEY']}".encode()).hexdigest()
    address = os.environ["BAIJIAYUN_BASE_URL"] + "/openapi/room/create"
    try:
        with urllib.request.urlopen(address, urllib.parse.urlencode(form).encode()) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as refusal:
        return refusal.code, None


api("POST", "/reset", {})
api("POST", "/faults", {"vendor": "baijiayun", "operation": "Rooms.Create", "status": 503})

status, _ = create("七年级数学")
assert status == 503, status
status, reply = create("七年级数学")
assert status == 200 and reply["code"] == 0, reply
_, reply = create("七年级数学", urllib.parse.quote_plus)
assert reply["code"] != 0, reply

seen = api("GET", "/requests?vendor=baijiayun")["requests"]
assert [(r["fault"], r["verdict"]) for r in seen] == [(True, "accepted"), (False, "accepted"), (False, "refused")], seen
assert seen[2]["mistake"] == "values-url-encoded", seen[2]["explanation"]
assert seen[1]["parameters"]["title"] == "七年级数学", seen[1]
rooms = api("GET", "/state?vendor=baijiayun")["vendors"][0]["exists"]["rooms"]
assert [room["title"] for room in rooms] == ["七年级数学"], rooms
print("python: a fault, a success and an explained refusal:", seen[2]["explanation"]["summary"]["en"])
