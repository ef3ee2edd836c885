import { problem, statusOf, type ProblemCode } from "#lib/wire/problem.ts";

/** Codes of docs/api.md#problem-codes, by status. */
const DOCUMENTED: Readonly<Record<number, readonly ProblemCode[]>> = {
  400: ["malformed"],
  403: ["not-allowed", "foreign-origin"],
  404: ["not-found"],
  409: [
    "slot-taken",
    "already-called",
    "not-today",
    "numbers-not-given",
    "numbers-stopped",
    "permanence-closed",
    "place-offline",
    "ask-the-team",
    "queue-empty",
    "state-changed",
    "desk-busy",
  ],
  422: [
    "outside-window",
    "outside-hours",
    "leaves-a-hole",
    "too-soon",
    "too-late",
    "unknown-topic",
    "personal-number-refused",
    "idempotency-key-reused",
  ],
  503: ["busy"],
};

test.each(Object.entries(DOCUMENTED))("the documented codes of %s have that status", (status, codes) => {
  for (const code of codes) expect(statusOf[code]).toBe(Number(status));
});

test("a refusal is a problem document with its code and further facts", async () => {
  const answer = problem("outside-window", { next: "2026-11-24T10:00:00+01:00" });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toEqual({
    type: "about:blank",
    title: "outside window",
    status: 422,
    code: "outside-window",
    next: "2026-11-24T10:00:00+01:00",
  });
});

test("facts never overwrite code or status", async () => {
  expect(await problem("busy", { code: "fine", status: 200 }).json()).toMatchObject({ code: "busy", status: 503 });
});

test("only 429 and 503 have the header Retry-After", () => {
  expect(problem("busy").headers.get("retry-after")).toBe("2");
  expect(problem("too-many-requests").headers.get("retry-after")).toBe("2");
  expect(problem("queue-empty").headers.get("retry-after")).toBeNull();
});
