// Arranges and asserts with Node alone, as a test suite can: a fault loses the reply to the first call, which takes effect all the same, a
// second succeeds, a third, whose key has lost its name, is explained, and a callback arrives. The variables are
// those that the sandbox prints when it starts.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const base = (process.env.SANDBOX_URL || "http://127.0.0.1:4780") + "/api";
const env = process.env;

async function api(method, path, body) {
  const reply = await fetch(base + path, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
  const json = await reply.json();
  assert.equal(reply.status, 200, JSON.stringify(json));
  return json;
}

async function create(title, key) {
  const now = Math.floor(Date.now() / 1000);
  const form = { partner_id: env.BAIJIAYUN_PARTNER_ID, title, start_time: now + 3600, end_time: now + 7200, timestamp: now };
  const text = Object.keys(form).sort().map(name => `${name}=${form[name]}&`).join("");
  form.sign = createHash("md5").update(text + key).digest("hex");
  const reply = await fetch(env.BAIJIAYUN_BASE_URL + "/openapi/room/create", { method: "POST", body: new URLSearchParams(form) });
  return reply.json();
}

const key = "partner_key=" + env.BAIJIAYUN_PARTNER_KEY;
await api("POST", "/reset", {});
await api("POST", "/faults", { vendor: "baijiayun", operation: "Rooms.Create", apply: true, reset: true });

await assert.rejects(create("七年级数学", key), "the fault did not lose the reply");
assert.equal((await create("八年级数学", key)).code, 0);
assert.notEqual((await create("九年级数学", env.BAIJIAYUN_PARTNER_KEY)).code, 0);

const seen = (await api("GET", "/requests?vendor=baijiayun")).requests;
assert.deepEqual(seen.map(r => r.verdict), ["accepted", "accepted", "refused"]);
assert.equal(seen[0].status, 0, "the connection was dropped");
const { rooms } = (await api("GET", "/state?vendor=baijiayun")).vendors[0].exists;
assert.deepEqual(rooms.map(room => room.title), ["七年级数学", "八年级数学"], "the call whose reply was lost took effect");

const receiver = createServer((request, response) => {
  request.resume();
  response.end('{"code":0}');
}).listen(0, "127.0.0.1");
await new Promise(resolve => receiver.once("listening", resolve));
const sent = await api("POST", "/callbacks", {
  vendor: "baijiayun", kind: "class", url: `http://127.0.0.1:${receiver.address().port}/callback`, parameters: { room_id: rooms[0].room_id, op: "start" },
});
receiver.close();
assert.equal(sent.delivered, true, JSON.stringify(sent));
console.log("node: a lost reply, a success, an explained refusal and a callback:", seen[2].explanation.summary.en);
