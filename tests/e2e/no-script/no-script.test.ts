/** @long */
import type { Browser } from "playwright-core";
import { openBrowser } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { around } from "./around.ts";
import { booking } from "./booking.ts";
import { changing } from "./changing.ts";
import { inLine } from "./in-line.ts";
import { nowhere } from "./nowhere.ts";
import { oneEffect } from "./one-effect.ts";
import { refused } from "./refused.ts";
import { sentAgain } from "./sent-again.ts";
import { LANGUAGES } from "./words.ts";

let app: RunningApp;
let browser: Browser;

/** The first start builds the application. */
const BUILD_MS = 300_000;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY }), openBrowser()]);
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe.each(LANGUAGES)("without script, in %s", (language) => {
  const world = () => ({ app, browser, language });
  describe("finding help and booking an hour", () => booking(world));
  describe("changing what was booked", () => changing(world));
  describe("in line", () => inLine(world));
  describe("one effect", () => oneEffect(world));
  describe("sent again while nobody knows", () => sentAgain(world));
  describe("what is refused", () => refused(world));
  describe("the pages around", () => around(world));
  describe("addresses that lead nowhere", () => nowhere(world));
});
