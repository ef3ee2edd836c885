/** @long */
import { join } from "node:path";
import { jest } from "@jest/globals";
import pg from "pg";
import { AtWork } from "#tests/chaos/tablets/at-work.ts";
import { openHistory } from "#tests/rig/history.ts";
import { beginRun, startInstance, type Instance } from "#tests/rig/instance.ts";
import { eventually } from "#tests/support/eventually.ts";
import { holdLock } from "#tests/support/held-lock.ts";

/**
 * An act of the tablet: what leads to its button, what is on the screen once it is shown as done, and the event that it
 * leads to.
 */
type Act = {
  readonly name: string;
  readonly before?: () => Promise<void>;
  readonly button: RegExp;
  readonly shown: RegExp;
  readonly event: string;
};

const CALL = /^Appeler le/u;
const START = /^Commencer$/u;
const FINISH = /^Terminer sans appeler$/u;
const UNDO = /^Annuler «\sTerminer\s»/u;

/** In an order in which each can follow the one before: the first of three people is called, and a second one waits. */
const ACTS: readonly Act[] = [
  { name: "a number is given", button: /^\+ 1 personne/u, shown: /^Donnez la carte/u, event: "visit-joined" },
  { name: "help begins", button: START, shown: FINISH, event: "visit-started" },
  { name: "help ends", button: FINISH, shown: UNDO, event: "visit-finished" },
  {
    name: "the end of a help is taken back",
    before: async () => {
      for (const name of [CALL, START, FINISH]) await tablet.does(name);
      await isSent();
    },
    button: UNDO,
    shown: FINISH,
    event: "undone",
  },
  {
    name: "somebody is called",
    before: async () => {
      await tablet.does(FINISH);
      await isSent();
    },
    button: CALL,
    shown: START,
    event: "visit-called",
  },
  {
    name: "the half-day is closed",
    before: async () => {
      for (const name of [START, FINISH]) await tablet.does(name);
      await isSent();
      const { page } = tablet.device;
      await page.getByRole("button", { name: "Pause, fermer…" }).click();
      await page.getByRole("button", { name: "Fermer la permanence" }).click();
      for (const person of await page.getByRole("dialog").getByRole("group").all())
        await person.getByRole("radio").first().check();
    },
    button: /^Fermer la permanence$/u,
    shown: /^Cette permanence est terminée/u,
    event: "closed",
  },
];

/** When the application or its database is killed, of an act that the screen shows as done. */
const MOMENTS = ["before it is received", "while it is being written", "between writing and answer"] as const;

/** Each kill is followed by a start, on a machine with other work. */
jest.setTimeout(120_000);

let folder: Awaited<ReturnType<typeof beginRun>>;
let instance: Instance;
let tablet: AtWork;
let permanence: string;

beforeAll(async () => {
  folder = await beginRun();
  instance = await startInstance(join(folder.path, "data"), 1, false, 3);
  const by = instance.town.halfDays[0]?.[0]?.team[0]?.user ?? "";
  tablet = await AtWork.begin(instance.url, join(folder.path, "tablet"), { index: 0, by, history: openHistory() });
}, 600_000);

afterAll(async () => {
  await tablet?.device.close();
  await instance?.stop();
  await folder?.remove();
});

/** Opens that half-day of the instance: two people have numbers, and the first is called. */
async function opens(index: number): Promise<void> {
  permanence = instance.town.halfDays[0]?.[index]?.permanence ?? "";
  await tablet.goesTo(permanence);
  await tablet.does(/^Donner les numéros à la porte/u);
  for (let people = 0; people < 2; people += 1) await tablet.does(/^\+ 1 personne/u);
  await tablet.does(/^Ouvrir la permanence/u);
  await isSent();
}

/** The tablet has sent everything, and is in touch with the server. */
const isSent = (): Promise<void> =>
  eventually(
    async () => {
      const { unsent, isAllKept } = await tablet.look();
      return unsent.length === 0 && isAllKept;
    },
    true,
    60_000,
  );

/** How many events of this type the half-day has; undefined while its database is away. */
async function eventsOf(type: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: instance.databaseUrl });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM queue_event WHERE permanence_id = $1 AND type = $2",
      [permanence, type],
    );
    return rows[0]?.count;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Does the act: it is shown as done when this ends. */
async function does({ button, shown }: Act): Promise<void> {
  const { page } = tablet.device;
  await page.getByRole("button", { name: button }).last().click();
  await page
    .getByText(shown)
    .or(page.getByRole("button", { name: shown }))
    .first()
    .waitFor();
}

/** What was shown as done is done once, and the tablet holds nothing more. */
async function isDoneOnce({ event }: Act, before: number | undefined): Promise<void> {
  await isSent();
  // Its database may still be starting.
  await eventually(async () => (await eventsOf(event)) !== undefined, true, 60_000);
  expect(await eventsOf(event)).toBe((before ?? NaN) + 1);
}

/** What was kept back on the way to the server, or from it, never arrives. */
function forgetsWhatIsHeld(): void {
  const { link } = tablet.device;
  link.cut();
  link.release();
  link.restore();
}

/** Does the act, and kills at that moment of it. */
async function doesAndKills(kill: () => Promise<void>, moment: (typeof MOMENTS)[number], act: Act): Promise<void> {
  const { link } = tablet.device;
  const before = await eventsOf(act.event);
  switch (moment) {
    case "before it is received": {
      link.hold("asked");
      await does(act);
      await kill();
      forgetsWhatIsHeld();
      break;
    }
    case "while it is being written": {
      const lock = await holdLock(instance.databaseUrl, "SELECT FROM permanence WHERE id = $1 FOR UPDATE", [
        permanence,
      ]);
      await does(act);
      await lock.waitFor(1);
      await kill();
      await lock.release().catch(() => undefined);
      break;
    }
    case "between writing and answer": {
      link.hold("answered");
      await does(act);
      await eventually(() => eventsOf(act.event), (before ?? NaN) + 1);
      await kill();
      forgetsWhatIsHeld();
    }
  }
  await isDoneOnce(act, before);
}

describe("a browser that is killed as soon as an act is shown as done, and started anew: the act is done, once", () => {
  beforeAll(() => opens(0));

  test.each(ACTS)("$name", async (act) => {
    await act.before?.();
    const { device } = tablet;
    const before = await eventsOf(act.event);
    const kill = await device.aimed();
    device.link.hold("asked");
    await does(act);
    await kill();
    forgetsWhatIsHeld();
    expect(await eventsOf(act.event)).toBe(before);
    await tablet.turnsOn();
    await isDoneOnce(act, before);
  });
});

describe.each([
  { victim: "application", first: 0, kill: () => instance.killApplication() },
  { victim: "database", first: 1, kill: () => instance.killDatabase(true) },
])("the $victim is killed in the middle of an act that was shown as done: the act is done, once", ({ first, kill }) => {
  beforeAll(() => opens(1 + first));

  // Each moment comes twice.
  test.each(ACTS.map((act, index) => ({ ...act, moment: MOMENTS[(first + index) % MOMENTS.length] ?? MOMENTS[0] })))(
    "$name, $moment",
    async ({ moment, ...act }) => {
      await instance.isWell();
      await isSent();
      await act.before?.();
      await doesAndKills(kill, moment, act);
    },
  );
});
