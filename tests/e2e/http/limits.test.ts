/** @long */
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { bookableHalfDay, books, shortTopic } from "./half-day.ts";

const NOW = "2026-11-20T10:00:00+01:00";
const CREATES = 4;

let app: RunningApp;
beforeAll(
  async () =>
    void (app = await startApp({
      now: NOW,
      env: {
        LIMIT_REQUESTS: "60",
        LIMIT_CREATES: String(CREATES),
        LIMIT_CODES: "2",
        METRICS_TOKEN: "a-token-of-the-tests-only",
      },
    })),
  300_000,
);
afterAll(() => app?.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(app.url + path, { redirect: "manual", headers });
const posts = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(app.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin: app.url },
    body: new URLSearchParams(fields),
  });

test("the fifth creation within a minute from one address is refused, and the page explains it", async () => {
  const topic = await shortTopic(app);
  const { permanence } = await bookableHalfDay(app, "2026-11-24", 6);
  const statuses: number[] = [];
  for (let time = 0; time <= CREATES; time += 1)
    statuses.push((await books(app, permanence, "2026-11-24T10:00:00+01:00", topic)).status);
  expect(statuses).toEqual([201, 201, 201, 201, 429]);
  const form = await posts(`/permanences/${permanence}/rendez-vous/prendre`, {
    topic,
    startsAt: "2026-11-24T11:00:00+01:00",
    name: "Fatima",
    key: crypto.randomUUID(),
  });
  expect(form.status).toBe(303);
  const page = await (await get(form.headers.get("location") ?? "")).text();
  expect(page).toContain("Il y a trop de demandes à la fois.");
  expect(page).toContain("Fatima");
});

test("a forged client address is ignored, and the answer has a Retry-After", async () => {
  const { permanence } = await bookableHalfDay(app, "2026-11-24", 1);
  for (const header of ["x-forwarded-for", "x-real-ip", "x-peer-address", "forwarded", "cf-connecting-ip"]) {
    const answer = await fetch(`${app.url}/api/v1/permanences/${permanence}/appointments`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json", [header]: "198.51.100.7" },
    });
    expect([answer.status, answer.headers.get("content-type"), Number(answer.headers.get("retry-after")) > 0]).toEqual([
      429,
      "application/problem+json",
      true,
    ]);
  }
});

test("a sign-in code over the limit is not sent, and the page says what to do", async () => {
  const answer = await posts("/connexion/envoyer", { email: app.addresses.accounts[0] ?? "" });
  const led = answer.headers.get("location") ?? "";
  expect(led).toMatch(/^\/connexion\?erreur=wait&repris=[\w-]+$/);
  const page = await (await get(led)).text();
  expect(page).toContain("Attendez 1 minute, puis recommencez.");
  expect(page).toContain(`value="${app.addresses.accounts[0]}"`);
});

test("reads of the API are limited too, but not feeds, pages, or health checks", async () => {
  const { permanence } = app.addresses;
  const statuses = await Promise.all(
    Array.from({ length: 80 }, async () => (await get(`/api/v1/permanences/${permanence}/board`)).status),
  );
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  for (const path of [app.addresses.calendar, "/", "/healthz", app.addresses.turn]) {
    expect(new Set(await Promise.all(Array.from({ length: 20 }, async () => (await get(path)).status)))).toEqual(
      new Set([200]),
    );
  }
});

test("metrics are readable from this machine and with the token, not through a proxy", async () => {
  expect((await get("/metrics")).status).toBe(200);
  expect((await get("/metrics", { "x-forwarded-for": "203.0.113.7" })).status).toBe(403);
  expect(
    (await get("/metrics", { "x-forwarded-for": "203.0.113.7", authorization: "Bearer another-token-of-the-tests" }))
      .status,
  ).toBe(403);
  const metrics = await (
    await get("/metrics", { "x-forwarded-for": "203.0.113.7", authorization: "Bearer a-token-of-the-tests-only" })
  ).text();
  expect(metrics).toContain('permanences_answers_total{call="bookAppointment",status="201"} 4');
  expect(metrics).toMatch(/^permanences_writes\{state="waiting"\} 0$/m);
  expect(metrics).not.toMatch(/127\.0\.0\.1|Fatima|@/);
});
