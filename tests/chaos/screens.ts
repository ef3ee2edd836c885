import { errors, type Browser, type Page, type Response } from "playwright-core";
import { pause } from "#scripts/pause.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { openProxy, type CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import { openDevice } from "#tests/support/devices.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import { giveClock } from "#tests/rig/device-clock.ts";
import type { Load, ScreenReading } from "./judge.ts";
import { readPage, seenOn, type ScreenName } from "./looks.ts";

/** The zone in which the screens show the hour. */
const ZONE = "Europe/Paris";

/** Milliseconds between two looks at a screen, and after which a look is given up. */
const LOOK_EVERY = 300;
const LOOK_WITHIN = 2_000;

/** Milliseconds for each step of opening the screens, on a machine with other work. */
const OPENED_WITHIN = 60_000;

/** Milliseconds after which a page without script counts as not answered. */
const LOAD_WITHIN = 15_000;

/** What a look found, for the timeline: what it was judged as, and the beginning of the text that was read. */
type JudgedReading = ScreenReading & { readonly text: string };

/** One screen in a browser context of its own, behind a connection that can be cut. */
type Screen = { readonly page: Page; readonly link: CuttableProxy; readonly looks: JudgedReading[] };

/**
 * The four screens of an instance. They stay open for all its rounds. `tab`: a second one of the reader without script,
 * in which they load the page again, so that the first is left to come back by itself.
 */
export type Screens = {
  readonly room: Screen;
  readonly tablet: Screen;
  readonly phone: Screen;
  readonly plain: Screen & { readonly loads: Load[]; readonly tab: Tab };
};

/** A page without script, and its loads. */
type Tab = { readonly page: Page; readonly loads: Load[] };

/**
 * Opens the screens: the tablet signed in as this account, the room’s screen of this place. The phone and the page
 * without script wait for a number.
 */
export async function openScreens(
  browser: Browser,
  url: string,
  { email, permanence, place }: { readonly email: string; readonly permanence: string; readonly place: string },
  now: () => Instant,
): Promise<Screens> {
  const open = async (
    size: Parameters<typeof openDevice>[2],
    more: Parameters<typeof openDevice>[3] = {},
  ): Promise<Screen> => {
    const link = await openProxy(url);
    const { page, context } = await openDevice(browser, link.url, size, more);
    context.setDefaultTimeout(OPENED_WITHIN);
    return { page, link, looks: [] };
  };
  const tablet = await open("tablet", { viewport: { width: 820, height: 1180 } });
  await giveClock(tablet.page.context());
  await signIn(tablet.page, email, `/conseiller/permanences/${permanence}`);
  const room = await open("room");
  await room.page.goto(`/ecran/${place}`);
  const phone = await open("phone");
  const withoutScript = await open("phone", { javaScriptEnabled: false });
  const tab = { page: await withoutScript.page.context().newPage(), loads: [] };
  const plain = { ...withoutScript, loads: [], tab };
  noteLoads(plain, now);
  noteLoads(tab, now);
  return { room, tablet, phone, plain };
}

export const allOf = ({ room, tablet, phone, plain }: Screens): readonly Screen[] => [room, tablet, phone, plain];

const isAsked = new WeakMap<Page, boolean>();

/** Writes down every load of a page without script: whether a reader asked for it, its status, and what can be read. */
function noteLoads({ page, loads }: Tab, now: () => Instant): void {
  let status = 0;
  page.on("response", (response: Response) => {
    if (response.request().isNavigationRequest()) status = response.status();
  });
  page.on("load", () => {
    const at = now();
    const by = isAsked.get(page) ? "reader" : "itself";
    const answered = status;
    void read(page)
      .then((found) => {
        if (found.address.startsWith("http"))
          loads.push({ at, by, status: answered, heading: found.heading, text: found.text });
      })
      .catch(() => undefined);
  });
}

/**
 * A reader without script asks for an address. `refused`: nobody listens there, so no page of the product can be shown;
 * `silent`: no answer within 15 seconds, noted as a load that shows nothing.
 */
export async function loadPlain(
  { page, loads }: Tab,
  address: string,
  now: () => Instant,
): Promise<"answered" | "refused" | "silent"> {
  isAsked.set(page, true);
  try {
    await page.goto(address, { timeout: LOAD_WITHIN });
    return "answered";
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) return "refused";
    loads.push({ at: now(), by: "reader", status: 0, heading: "", text: "" });
    return "silent";
  } finally {
    isAsked.set(page, false);
  }
}

/** Looks at the screens that run script until `isOver`. */
export async function watch(screens: Screens, now: () => Instant, isOver: () => boolean): Promise<void> {
  const names: readonly ScreenName[] = ["room", "tablet", "phone"];
  await Promise.all(
    names.map(async (name) => {
      const { page, looks } = screens[name];
      while (!isOver()) {
        const looked = await lookAt(name, page, now);
        if (looked) looks.push(looked);
        await pause(LOOK_EVERY);
      }
    }),
  );
}

/** A look has the moment at which the browser read the page: on a busy machine this process hears of it later. */
async function lookAt(name: ScreenName, page: Page, now: () => Instant): Promise<JudgedReading | undefined> {
  const asked = now();
  const found = await read(page).catch(() => undefined);
  // A page that is just being replaced cannot be read; the next look will.
  if (!found) return undefined;
  const age = performance.timeOrigin + performance.now() - found.readAt;
  const at = instant(Math.max(asked, now() - Math.max(0, age)));
  return { ...seenOn(name, found, at, minuteOfDay(at, ZONE)), text: found.text.replaceAll(/\s+/gu, " ").slice(0, 400) };
}

const read = (page: Page): ReturnType<typeof readPage> =>
  Promise.race([
    readPage(page),
    pause(LOOK_WITHIN).then(() => Promise.reject(new Error("The page could not be read in time."))),
  ]);
