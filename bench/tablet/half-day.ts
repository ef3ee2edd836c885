import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContextOptions } from "playwright-core";
import { openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn } from "#tests/support/neuhof-morning.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

const NOW = "2026-11-23T09:05:00+01:00";
const CONSEILLER = "conseiller@demo.strasbourg.example";

/** Most commands that one request brings. */
const AT_ONCE = 15;

/** An open half-day, at whose desk 1 a conseiller sits, and nobody waits. */
export type HalfDay = {
  /** The address of its tablet. */
  readonly address: string;
  /** The login of that conseiller. */
  readonly login: Required<Pick<BrowserContextOptions, "storageState">>;
  /** So many more people take a number: a third with a topic, one in twenty to be served first. */
  readonly join: (people: number) => Promise<void>;
  /** Asks for the page of the tablet so many times, one after the other, as who is signed in there. */
  readonly askForPage: (times: number) => Promise<void>;
  /** Fulfilled once the server knows that nobody is called or helped: what a tablet did is sent. */
  readonly isSent: () => Promise<void>;
};

/** Opens the half-day of a Monday morning at Neuhof. */
export async function openHalfDay(app: RunningApp, browser: Browser): Promise<HalfDay> {
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, NOW);
  const { context, page } = await openDevice(browser, app.url, "tablet");
  await signIn(page, CONSEILLER, "/conseiller");
  const isFree = async (): Promise<boolean> => {
    const answer = await page.request.get(`/api/v1/permanences/${permanence}/state`);
    const { visits } = (await answer.json()) as { visits: readonly { state: string }[] };
    return visits.every(({ state }) => state !== "called" && state !== "serving");
  };
  const does = (acts: readonly object[]): Promise<void> => doActs(page.request, app.url, permanence, acts);
  const conseiller = await idOf(app, CONSEILLER);
  await does([{ type: "give-numbers" }, { type: "open", desks: [{ desk: 1, conseiller }] }]);
  const address = `/conseiller/permanences/${permanence}`;
  return {
    address,
    login: { storageState: await context.storageState() },
    askForPage: async (times) => {
      for (let asked = 0; asked < times; asked += 1) await page.request.get(address);
    },
    isSent: () => eventually(isFree, true),
    join: (people) =>
      does(
        Array.from({ length: people }, (_, index) => ({
          type: "add-visit",
          visit: randomUUID(),
          ...(index % 3 === 0 && { topic: "caf-ressources" }),
          ...(index % 20 === 19 && { priority: true }),
        })),
      ),
  };
}

async function doActs(
  request: APIRequestContext,
  origin: string,
  permanence: string,
  acts: readonly object[],
): Promise<void> {
  for (let done = 0; done < acts.length; done += AT_ONCE) {
    const commands = acts
      .slice(done, done + AT_ONCE)
      .map((act) => ({ id: randomUUID(), at: NOW, device: "tablet-1", ...act }));
    const answer = await request.post(`/api/v1/permanences/${permanence}/commands`, {
      data: { commands },
      headers: { origin },
    });
    const { results } = (await answer.json()) as { results: readonly { outcome: string; refusal?: string }[] };
    const refused = results.find(({ outcome }) => outcome !== "applied");
    if (refused) throw new Error(`The half-day could not be prepared: ${refused.refusal ?? refused.outcome}.`);
  }
}

async function idOf({ db }: RunningApp, email: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>("SELECT id FROM user_account WHERE email = $1", [email]);
  if (!rows[0]) throw new Error(`No account has the address ${email}.`);
  return rows[0].id;
}
