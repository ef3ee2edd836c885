/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { COORDINATION, fillWeek } from "#tests/support/full-week.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { ADMINISTRATION } from "#tests/support/staff-account.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { onPaper } from "./on-paper.ts";
import { pictured } from "./pictured.ts";
import { readAloud } from "./read-aloud.ts";
import { addTeam } from "./team.ts";
import { weightOfWeek } from "./weight.ts";

/* What a coordinator hears, is sent and prints; with PICTURES (`npm run pictures`), how their screens look instead. */

/** Half-days of the full week at which nobody is planned yet. */
const SHORT = 9;

let app: RunningApp;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(() => page?.emulateMedia({ media: null }));

/** Declares what is done on an application of its own. */
function onApp(name: string, prepare: () => Promise<void>, tests: () => void): void {
  describe(name, () => {
    beforeAll(async () => {
      app = await startApp({ now: SUNDAY });
      await prepare();
    });
    afterAll(() => app?.stop());
    tests();
  });
}

let team: Awaited<ReturnType<typeof addTeam>>;
const addsTeam = async (): Promise<void> => void (team = await addTeam(app));
const opens = async (email: string): Promise<void> => {
  ({ page } = await openDevice(browser, app.url, "desk", { bypassCSP: true }));
  await signIn(page, email, "/coordination");
};

if (process.env["PICTURES"])
  onApp(
    "the screens of a coordinator",
    async () => {
      await addsTeam();
      await opens(ADMINISTRATION);
    },
    () => pictured(() => ({ page, ...team })),
  );
else {
  onApp(
    "for who hears the pages",
    async () => {
      await addsTeam();
      await opens(ADMINISTRATION);
    },
    () => readAloud(() => ({ app, page, ...team })),
  );
  let address: string;
  onApp(
    "a week of 24 places",
    async () => {
      address = await fillWeek(app, SHORT);
      await opens(COORDINATION);
    },
    () => {
      weightOfWeek(() => ({ app, browser, page, address }));
      onPaper(() => ({ app, page }));
    },
  );
}
