/** @long */
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { readFile } from "node:fs/promises";
import { fonts as atOnce } from "#i18n/fonts.ts";
import { inLocale, LOCALES, MOST_FONTS, MOST_SCRIPT } from "#bench/pages/chosen.ts";
import { kilobytes, weigh } from "#bench/pages/weigh.ts";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { runUntil, type StepName } from "#tests/support/residents/scenario.ts";
import { STATES } from "#tests/support/residents/states.ts";
import { ScenarioContext } from "#tests/support/residents/scenario-context.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

type Locale = (typeof LOCALES)[number];

/** The measured pages: names of states (tests/support/residents/states.ts), by the step in which each is measured. */
const CHOSEN: Readonly<Partial<Record<StepName, readonly string[]>>> = {
  sunday: [
    "places",
    "place",
    "permanence-later",
    "soonest-hours",
    "book-topic",
    "book-hour",
    "appointment",
    "move",
    "cancel",
    "workshops",
    "help",
  ],
  morning: ["home-open", "permanence-open", "door-take", "turn-waiting", "turn-called"],
};

let app: RunningApp;
let browser: Browser;
let context: ScenarioContext;
/** Scripts of the framework alone, which an empty page sends too. */
let framework: readonly string[];

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  context = new ScenarioContext(app);
  framework = await rootScripts();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/**
 * Every page in French; in the other languages those whose texts are the longest. Sizes are the same on every machine,
 * times are for the bench.
 */
const inOrder = (Object.entries(CHOSEN) as [StepName, readonly string[]][]).flatMap(([step, names]) =>
  names.map((name) => ({ step, name })),
);
const done = new Set<StepName>();
const urlOf = async ({ step, name }: (typeof inOrder)[number], locale: Locale): Promise<string> => {
  await runUntil(context, step, done);
  const state = STATES.find((one) => one.name === name);
  if (!state) throw new Error(`There is no state named ${name}.`);
  return app.url + inLocale(state.at(context), locale);
};

test.each(inOrder)(
  "$name sends at most 35 kB of script above the framework's, and the fonts of its language alone",
  async (page) => {
    for (const locale of page.step === "morning" ? LOCALES : (["fr", "ar"] as const)) {
      const { scripts, fonts } = await weigh(browser, await urlOf(page, locale));
      const own = new Map([...scripts].filter(([path]) => !framework.includes(path)));
      expect([...scripts.keys()]).toEqual(expect.arrayContaining([...framework]));
      expect(kilobytes(own)).toBeGreaterThan(0);
      expect(kilobytes(own)).toBeLessThanOrEqual(MOST_SCRIPT);
      expect([locale, [...fonts.keys()].toSorted()]).toEqual([locale, atOnce[locale].toSorted()]);
      expect(kilobytes(fonts)).toBeLessThanOrEqual(MOST_FONTS[locale]);
    }
  },
);

test.each(LOCALES)(
  "in %s the number of a visit, and every other digit, is drawn by Lexend; what is drawn by the device is its to draw",
  async (locale) => {
    const { context, page } = await openDevice(browser, app.url, "phone");
    await page.goto(await urlOf({ step: "morning", name: "turn-waiting" }, locale));
    await page.evaluate(() => document.fonts.ready);
    const drawn = await fontsOfTexts(context, page);
    await context.close();
    const digits = drawn.filter(({ text }) => /^\d+$/u.test(text));
    expect(digits.length).toBeGreaterThan(0);
    expect(digits.filter(({ fonts }) => fonts.join() !== "Lexend")).toEqual([]);
    // Other languages are named in a font of the device; the hyphen of « rendez‑vous » is in none of ours.
    expect(
      drawn.filter(
        ({ text, fonts }) =>
          fonts.some((font) => !OURS.has(font)) && !/[\u2011→←]/u.test(text) && !/^(?:ع|العربية)$/u.test(text),
      ),
    ).toEqual([]);
  },
);

describe("while the scripts have not come yet", () => {
  let context: BrowserContext;
  let page: Page;
  beforeEach(async () => {
    ({ context, page } = await openDevice(browser, app.url, "phone"));
    await page.route("**/*.js", () => undefined);
  });
  afterEach(() => context.close());

  const open = async (address: string): Promise<void> =>
    void (await page.goto(address, { waitUntil: "domcontentloaded" }));

  test.each(inOrder.filter(({ step }) => step === "morning"))("$name can be read", async (one) => {
    await open(await urlOf(one, "fr"));
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByRole("main").innerText()).toMatch(/\S{3}/u);
  });

  test("a number is taken at the door, and its page says who is before", async () => {
    await open(await urlOf({ step: "morning", name: "door-take" }, "fr"));
    await page.getByRole("button", { name: "Prendre quand même un numéro" }).click({ noWaitAfter: true });
    await page.waitForURL(/\/suivi\//u, { waitUntil: "commit" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByRole("main").innerText()).toMatch(/\d+ personnes/u);
  });

  test("the home page is narrowed to one procedure", async () => {
    await open("/");
    await page.locator("summary").filter({ hasText: /./u }).first().click();
    await page.locator("select").first().selectOption({ index: 1 });
    await page
      .locator("form")
      .filter({ has: page.locator("select") })
      .getByRole("button")
      .click({ noWaitAfter: true });
    await page.waitForURL(/demarche=/u, { waitUntil: "commit" });
    await page.getByRole("heading", { level: 1 }).waitFor();
  });
});

const OURS = new Set(["Lexend", "Atkinson Hyperlegible Next", "Noto Sans Arabic"]);

/** Paths of the scripts that Next.js puts on every page, as its build says. */
async function rootScripts(): Promise<readonly string[]> {
  const { rootMainFiles } = JSON.parse(await readFile(".next-test/build-manifest.json", "utf8")) as {
    rootMainFiles: readonly string[];
  };
  return rootMainFiles.map((file) => `/_next/${file}`);
}

type DrawnText = { readonly text: string; readonly fonts: readonly string[] };

/**
 * Every text that stands alone in its element, and the fonts that Chromium drew it with; read again where the page
 * changed meanwhile, as it does when the line does.
 */
async function fontsOfTexts(context: BrowserContext, page: Page): Promise<readonly DrawnText[]> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("DOM.enable");
  await devtools.send("CSS.enable");
  for (let tries = 1; ; tries += 1) {
    try {
      return await fontsNow(devtools);
    } catch (error) {
      if (tries === 5 || !String(error).includes("Could not find node")) throw error;
    }
  }
}

async function fontsNow(devtools: CDPSession): Promise<readonly DrawnText[]> {
  const { root } = await devtools.send("DOM.getDocument", { depth: 1 });
  const { nodeIds } = await devtools.send("DOM.querySelectorAll", {
    nodeId: root.nodeId,
    selector: "body *:not(script, style, noscript, template, svg *)",
  });
  const drawn: DrawnText[] = [];
  for (const nodeId of nodeIds) {
    const [{ node }, { fonts }] = await Promise.all([
      devtools.send("DOM.describeNode", { nodeId, depth: 1 }),
      devtools.send("CSS.getPlatformFontsForNode", { nodeId }),
    ]);
    const text = (node.children ?? [])
      .filter(({ nodeType }) => nodeType === 3)
      .map(({ nodeValue }) => nodeValue)
      .join(" ")
      .trim();
    if (text !== "" && (node.children ?? []).every(({ nodeType }) => nodeType === 3))
      drawn.push({ text, fonts: fonts.map(({ familyName }) => familyName) });
  }
  return drawn;
}
