/** @long */
import { ASKED_LAST, MOST_LOADED } from "#bench/tablet/chosen.ts";
import { openHalfDay } from "#bench/tablet/half-day.ts";
import { kilobytes, weigh, type Weight } from "#bench/pages/weigh.ts";
import { openBrowser } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let loaded: Weight;

/** Sizes are the same on every machine; times are for the bench. */
beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  const browser = await openBrowser();
  const halfDay = await openHalfDay(app, browser);
  await halfDay.join(65);
  loaded = await weigh(browser, app.url + halfDay.address, {
    ...halfDay.login,
    serviceWorkers: "block",
    last: ASKED_LAST,
  });
  await browser.close();
}, 300_000);

afterAll(() => app?.stop());

test(`a tablet that was never opened loads at most ${MOST_LOADED} kB in all, with 65 people in line`, () => {
  const paths = loaded.all.map(([path]) => path);
  for (const end of [/^\/conseiller\/permanences\/[\w-]+$/u, /\.css$/u, /\.js$/u, /\.woff2$/u, /\.svg$/u])
    expect(paths).toContainEqual(expect.stringMatching(end));
  expect(kilobytes(loaded.all)).toBeLessThanOrEqual(MOST_LOADED);
});

test("after its page it asks for the line once, when it has numbers lent, and tells the key with which it signs", () => {
  expect(loaded.all.map(([path]) => path).filter((path) => path.startsWith("/api/"))).toEqual([
    expect.stringMatching(/\/commands$/u),
    ASKED_LAST,
  ]);
});
