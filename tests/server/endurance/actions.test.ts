/** @long */
import { outcomesOf, questionOf } from "#tests/rig/actions.ts";
import type { Action } from "#tests/rig/history.ts";
import { commands } from "#lib/wire/queue/command.ts";
import { at } from "./morning.ts";

process.env["APP_SECRET"] = "a-secret-of-this-test-file";
const SHOWN = { bearer: "bearer", door: "door" };
const VISIT = "01a19467-e800-7a28-a466-5abe6889a59c";
const book: Action = { type: "book", permanence: "p", start: at("10:00"), minutes: 45, beside: false, key: "key" };
const command = (id: string): Action => ({
  type: "command",
  permanence: "p",
  conseiller: "c",
  command: { id, at: at("9:00"), device: "tablet-0", type: "start", visit: VISIT },
});

test("a booking is asked with its key; one beside the lanes by the team, with a reason", () => {
  expect(questionOf([book], SHOWN)).toEqual({
    method: "POST",
    path: "/api/v1/permanences/p/appointments",
    headers: { "idempotency-key": "key" },
    body: { topic: "impots", startsAt: "2026-11-24T10:00:00.000Z" },
  });
  expect(questionOf([{ ...book, beside: true }], SHOWN)).toMatchObject({
    headers: { authorization: "Bearer bearer" },
    body: { overbook: { reason: "urgence" } },
  });
});

test("a request on an appointment or a number carries its own secret", () => {
  const move = questionOf(
    [{ type: "move", permanence: "p", appointment: VISIT, start: at("10:00"), key: "key" }],
    SHOWN,
  );
  const cancel = questionOf([{ type: "cancel", permanence: "p", appointment: VISIT }], SHOWN);
  expect(move.path).toBe(cancel.path);
  expect(move).toMatchObject({ method: "PATCH", headers: { "idempotency-key": "key" } });
  const leave = questionOf([{ type: "leave", permanence: "p", visit: VISIT }], SHOWN);
  expect(leave.path.split("/").at(-2)).not.toBe(cancel.path.split("/").at(-1));
  expect(questionOf([{ type: "away", permanence: "p", visit: VISIT, minutes: 10 }], SHOWN)).toMatchObject({
    path: leave.path.replace("partir", "absence"),
    form: { minutes: "10" },
  });
});

test("the acts of a tablet are sent in one request, in order, as valid commands", () => {
  const ids = ["01a19467-e800-7a28-a466-5abe6889a5aa", "01a19467-e800-7a28-a466-5abe6889a5bb"];
  const { body, headers } = questionOf([command(ids[0] ?? ""), command(ids[1] ?? "")], SHOWN);
  expect(headers).toEqual({ authorization: "Bearer bearer" });
  expect(commands.parse(body).commands.map(({ id }) => id)).toEqual(ids);
});

test("the outcome is unknown without an answer, after a broken answer, and after a 5xx", () => {
  for (const answer of [
    { trouble: "ECONNRESET" },
    { status: 503, body: { code: "busy" } },
    { status: 500, body: undefined },
  ])
    expect(outcomesOf([book], answer)).toMatchObject([{ kind: "unknown" }]);
});

test("a refusal keeps its code; an answer without a code is named by its status", () => {
  expect(outcomesOf([book], { status: 409, body: { code: "slot-taken" } })).toEqual([
    { kind: "refused", code: "slot-taken" },
  ]);
  expect(outcomesOf([book], { status: 404, body: undefined })).toEqual([{ kind: "refused", code: "status-404" }]);
  expect(outcomesOf([book], { status: 429, body: { code: "too-many-requests" } })).toEqual([
    { kind: "refused", code: "too-many-requests" },
  ]);
});

test("a form leads back to its page: done, refused as its address says, or unknown when the server was busy", () => {
  const leave: Action = { type: "leave", permanence: "p", visit: VISIT };
  const led = (query: string) => outcomesOf([leave], { status: 303, body: undefined, location: `/suivi/x${query}` });
  expect(["", "?refus=already-called", "?refus=busy"].flatMap(led)).toEqual([
    { kind: "ok" },
    { kind: "refused", code: "already-called" },
    { kind: "unknown", why: "busy" },
  ]);
});

test("each act of several has its own outcome; one the answer leaves out is no success", () => {
  const results = [
    { id: "a", outcome: "applied" },
    { id: "b", outcome: "already-applied" },
    { id: "c", outcome: "refused", refusal: "queue-empty" },
  ];
  expect(outcomesOf(["a", "b", "c", "d"].map(command), { status: 200, body: { results } })).toEqual([
    { kind: "ok", again: false },
    { kind: "ok", again: true },
    { kind: "refused", code: "queue-empty" },
    { kind: "refused", code: "no-result" },
  ]);
});

test("a number taken is identified by the visit in its secret", () => {
  const secret = questionOf([{ type: "leave", permanence: "p", visit: VISIT }], SHOWN)
    .path.split("/")
    .at(-2);
  expect(
    outcomesOf([{ type: "join", permanence: "p", by: "door", key: "key" }], {
      status: 201,
      body: { secret, number: 7 },
    }),
  ).toEqual([{ kind: "ok", visit: VISIT, number: 7 }]);
});
