/** @long */
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { badInput } from "./bad-input.ts";
import { headers } from "./headers.ts";
import { storm } from "./storm.ts";

/** The Friday before the Tuesday that is booked. */
const NOW = "2026-11-20T10:00:00+01:00";

let app: RunningApp;
beforeAll(async () => void (app = await startApp({ now: NOW })), 300_000);
afterAll(() => app?.stop());

test("outside production it listens on this machine's own address alone", async () => {
  const { port } = new URL(app.url);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  // 127.0.0.2 stands for every other address of this machine: who listens everywhere answers there.
  await expect(fetch(`http://127.0.0.2:${port}/healthz`)).rejects.toThrow("fetch failed");
});

describe("what a browser receives", () => headers(() => app));
describe("wrong requests", () => badInput(() => app));
describe("many bookings at once", () => storm(() => app));
