import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { badInput } from "./bad-input.ts";
import { headers } from "./headers.ts";
import { storm } from "./storm.ts";

/** The Friday before the Tuesday that is booked. */
const NOW = "2026-11-20T10:00:00+01:00";

let app: RunningApp;
beforeAll(async () => void (app = await startApp({ now: NOW })), 300_000);
afterAll(() => app?.stop());

describe("what a browser is told", () => headers(() => app));
describe("wrong requests", () => badInput(() => app));
describe("the storm", () => storm(() => app));
