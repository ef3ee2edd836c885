/** @long */
import type { Browser } from "playwright-core";
import { openBrowser } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { otherPages } from "./other-pages.ts";
import { booking } from "./booking.ts";
import { changing } from "./changing.ts";
import { foundAgain } from "./found-again.ts";
import { inLine } from "./in-line.ts";
import { unknownAddresses } from "./unknown-addresses.ts";
import { oneEffect } from "./one-effect.ts";
import { refused } from "./refused.ts";
import { sentAgain } from "./sent-again.ts";
import { LANGUAGES } from "./languages.ts";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY, env: { SMS_GATEWAY: "database" } }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe.each(LANGUAGES)("without script, in %s", (language) => {
  const setup = () => ({ app, browser, language });
  describe("finding help and booking an hour", () => booking(setup));
  describe("changing what was booked", () => changing(setup));
  describe("a link that was lost", () => foundAgain(setup));
  describe("in line", () => inLine(setup));
  describe("forms sent twice", () => oneEffect(setup));
  describe("forms sent again after an unknown outcome", () => sentAgain(setup));
  describe("refused forms", () => refused(setup));
  describe("other pages", () => otherPages(setup));
  describe("unknown addresses", () => unknownAddresses(setup));
});
