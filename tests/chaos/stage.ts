import { loadavg } from "node:os";
import type { Browser } from "playwright-core";
import { pause } from "#scripts/pause.ts";
import { clock } from "#lib/server/clock.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { openLine, type HttpClient } from "#tests/rig/requests.ts";
import { askFor, runClient } from "#tests/rig/client.ts";
import { diceOf } from "#tests/rig/dice.ts";
import { readEvidence, type Evidence } from "#tests/rig/evidence.ts";
import type { HalfDay } from "#tests/rig/town.ts";
import { openHistory, type Action, type ActionOutcome } from "#tests/rig/history.ts";
import { BURST, intentsOfBurst } from "#tests/rig/intents.ts";
import type { SmallDisk } from "#tests/rig/disk.ts";
import { FAULTS, type Fault, type FaultName } from "#tests/rig/faults.ts";
import type { Instance } from "#tests/rig/instance.ts";
import { Known, type RequestActions } from "#tests/rig/known.ts";
import {
  backAt,
  blankTimes,
  longestUnseen,
  oldTruths,
  plainBack,
  unreadable,
  type BlindSpan,
  type Load,
  type WatchedScreen,
} from "./judge.ts";
import { FACTS, type LineAt, type ScreenName } from "./looks.ts";
import { allOf, loadPlain, openScreens, watch, type Screens } from "./screens.ts";
import { keptOn, madeOn, recordTablet, TABLET, useTablet } from "./tablet.ts";
import { firstDoneAfter, stepsOf } from "./truth.ts";
import { BACK_WITHIN, columnsOf, neverArrived, type Round } from "./verdict.ts";

const SCREENS: readonly ScreenName[] = ["room", "tablet", "phone"];

/** Milliseconds of acts after the service is back. */
const ACTS_AFTER = 8 * SECOND;
/**
 * Milliseconds after the fault at which a round ends, back or not: later than the bound, so that a late return is
 * measured.
 */
const GIVEN_UP_AFTER = BACK_WITHIN + 15 * SECOND;
/** Milliseconds between two checks whether everything is back, and between two questions whether the server answers. */
const CHECK_EVERY = 2 * SECOND;
const PROBE_EVERY = SECOND;
/** Milliseconds after the fault at which the reader without script loads the page again, in another tab. */
const READER_LOADS = [3 * SECOND, 7 * SECOND];
/** Milliseconds that a page may take before the fault, on a machine with other work. */
const STARTS_WITHIN = 60 * SECOND;
/** How many people wait before the first round. */
const WAITING_AT_FIRST = 20;

/**
 * The monotonic clock of the run: the instance’s time at its start, and on from there whatever the machine’s clock
 * does.
 */
const monotonic = (): (() => Instant) => {
  const origin = clock.now() - performance.now();
  return () => instant(origin + performance.now());
};

/** What was seen in a round, for the folder that is kept when it broke a bound. */
export type Timeline = Readonly<Record<string, unknown>>;

/** An instance with its four screens, on which the rounds of one fault are played one after the other. */
export class Stage {
  readonly instance: Instance;
  readonly screens: Screens;
  readonly now: () => Instant;
  readonly #halfDay: HalfDay;
  readonly #known: Known;
  readonly #history = openHistory();
  readonly #line: HttpClient;
  readonly #made = new Set<string>();
  readonly #sentences = new Set<string>();
  readonly #disk: SmallDisk | undefined;
  readonly #seed: number;
  #asked = 0;

  private constructor(
    instance: Instance,
    screens: Screens,
    now: () => Instant,
    halfDay: HalfDay,
    line: HttpClient,
    disk: SmallDisk | undefined,
    seed: number,
  ) {
    [this.instance, this.screens, this.now] = [instance, screens, now];
    [this.#halfDay, this.#line, this.#disk, this.#seed] = [halfDay, line, disk, seed];
    this.#known = new Known(halfDay);
  }

  /** Opens the half-day, lets people take numbers, and opens the screens. */
  static async open(instance: Instance, browser: Browser, disk: SmallDisk | undefined, seed: number): Promise<Stage> {
    const halfDay = instance.town.halfDays[0]?.[0];
    const user = halfDay?.team[0]?.user;
    if (!halfDay || user === undefined) throw new Error("The seed made no half-day.");
    const now = monotonic();
    const { permanence } = halfDay;
    const line = openLine(instance.url);
    const screens = await openScreens(
      browser,
      instance.url,
      { email: `conseiller-${user}@exemple.fr`, permanence, place: "lieu-0" },
      now,
    );
    const stage = new Stage(instance, screens, now, halfDay, line, disk, seed);
    recordTablet(screens.tablet.page, permanence, user, stage.#history, now);
    await stage.#begin();
    return stage;
  }

  async #begin(): Promise<void> {
    const dice = diceOf(this.#seed, "beginning");
    const desks = this.#halfDay.team.slice(0, 3).map(({ user }, index) => ({ desk: index + 1, conseiller: user }));
    const at = this.now();
    await this.#ask([
      this.#command({ id: dice.id(), at, device: "tablet-1", type: "give-numbers" }),
      this.#command({ id: dice.id(), at, device: "tablet-1", type: "open", desks }),
    ]);
    for (let person = 0; person < WAITING_AT_FIRST; person += 1) await this.#join();
    await this.screens.tablet.page.getByRole("button", { name: /^Appeler le/u }).waitFor({ timeout: STARTS_WITHIN });
  }

  #command(command: Extract<Action, { type: "command" }>["command"]): Action {
    const conseiller = this.#halfDay.team[1]?.user ?? "";
    return { type: "command", permanence: this.#halfDay.permanence, conseiller, command };
  }

  #join(): Promise<ActionOutcome> {
    const key = diceOf(this.#seed, "join", this.#asked).id();
    return this.#ask([{ type: "join", permanence: this.#halfDay.permanence, by: "door", key }]);
  }

  /** Asks for actions over the API and writes them down; the outcome of the last one. */
  async #ask(actions: RequestActions): Promise<ActionOutcome> {
    this.#asked += 1;
    const asking = { client: 9, name: `run.${this.#asked}`, shown: this.#shown(1), known: this.#known };
    const outcomes = await askFor(actions, this.#recorded(), asking);
    return outcomes.at(-1) ?? { kind: "unknown", why: "nothing was asked" };
  }

  #recorded = () => ({ line: this.#line, history: this.#history, now: this.now });

  #shown(rank: number) {
    return {
      bearer: secretOf("token", this.#halfDay.team[rank]?.token ?? "", 1),
      door: this.instance.town.doors[0] ?? "",
    };
  }

  /** Plays one round and judges it. `freeze`: milliseconds for which a frozen database stands still. */
  async play(
    name: FaultName,
    round: number,
    freeze: number,
  ): Promise<{ readonly round: Round; readonly timeline: Timeline }> {
    const fault: Fault = FAULTS[name];
    const names = [name, round];
    const dice = diceOf(this.#seed, ...names);
    const { screens, instance, now } = this;
    const visit = await this.#followNewNumber();
    for (const { looks } of allOf(screens)) looks.length = 0;
    for (const { loads } of [screens.plain, screens.plain.tab]) loads.length = 0;
    this.#made.clear();
    const before = new Set(await madeOn(screens.tablet.page));

    const over = { burst: false, watching: false };
    const watchedFrom = now();
    const watching = watch(screens, now, () => over.watching);
    const probes: { readonly at: Instant; readonly answered: boolean }[] = [];
    const probing = this.#probe(probes, () => over.watching);
    const acting = this.#burst(names, () => over.burst);
    await pause(3_000 + dice.whole(3_000));

    const suffers = fault.cuts === undefined && name !== "clock";
    const reading = suffers ? this.#read(visit) : Promise.resolve();
    const began = now();
    const end = await fault.begin({ instance, screens, disk: this.#disk, dice });
    await pause(fault.lasts(freeze));
    await end();
    // Of a kill this is when the processes were gone: an act that was answered just before it is no sign that the
    // service is back.
    const lifted = now();

    const isLate = (): boolean => now() - lifted > GIVEN_UP_AFTER;
    let actedAt = this.#actedAfter(lifted);
    while (actedAt === undefined && !isLate()) {
      await pause(200);
      actedAt = this.#actedAfter(lifted);
    }
    await pause(ACTS_AFTER);
    over.burst = true;
    await Promise.all([acting, reading]);

    let evidence = await this.#evidence();
    const judged = (watchedUntil = now()) =>
      this.#judge(fault, visit, evidence, { began, lifted, probes, watchedFrom, watchedUntil });
    let result = judged();
    while ((Object.values(result.back).includes(undefined) || (await keptOn(screens.tablet.page)) > 0) && !isLate()) {
      await pause(CHECK_EVERY);
      evidence = await this.#evidence();
      result = judged();
    }
    over.watching = true;
    const watchedUntil = now();
    await Promise.all([watching, probing]);
    evidence = await this.#evidence();
    result = judged(watchedUntil);
    for (const id of before) this.#made.delete(id);
    const columns = evidence ? columnsOf(evidence, this.#sentences) : { lost: [], doubled: [], untrue: [] };
    const kept = evidence ? neverArrived(this.#made, TABLET, evidence) : [];
    const verdict: Round = {
      fault: name,
      round,
      ...result,
      ...columns,
      lost: [...columns.lost, ...kept.map((id) => `the tablet’s act ${id} never arrived`)],
      load: loadavg()[0] ?? 0,
    };
    const timeline = {
      verdict,
      began,
      lifted,
      visit,
      made: [...this.#made],
      probes,
      loads: screens.plain.loads,
      loadsOfTab: screens.plain.tab.loads,
      looks: Object.fromEntries(SCREENS.map((screen) => [screen, screens[screen].looks])),
      operations: this.#history.operations().filter(({ began: at }) => at >= began - 20 * SECOND),
    };
    return { round: verdict, timeline };
  }

  /** Brings everything back by hand after a round in which it did not come back by itself. */
  async touch(): Promise<void> {
    await this.instance.revive();
    const { room, tablet } = this.screens;
    for (const { page } of [room, tablet])
      await page.goto(page.url().startsWith("http") ? page.url() : "/").catch(() => null);
  }

  async close(): Promise<void> {
    this.#line.close();
    for (const { page, link } of allOf(this.screens)) {
      await page.context().close();
      await link.close();
    }
  }

  /** A new number at the end of the line, which the phone and the page without script follow; its id. */
  async #followNewNumber(): Promise<string> {
    for (let tries = 0; tries < 10; tries += 1) {
      const outcome = await this.#join();
      if (outcome.kind === "ok" && outcome.visit !== undefined) {
        const address = followAddress(outcome.visit);
        await this.screens.phone.page.goto(address, { timeout: STARTS_WITHIN });
        await loadPlain(this.screens.plain, address, this.now);
        return outcome.visit;
      }
      await pause(SECOND);
    }
    throw new Error("No number could be taken before the round.");
  }

  async #burst(names: readonly (string | number)[], isOver: () => boolean): Promise<void> {
    const clients = BURST.map((client) =>
      runClient(intentsOfBurst(this.#seed, names, client, isOver), {
        ...this.#recorded(),
        prefix: `${names.join(".")}/`,
        killer: { begun: () => undefined, up: () => pause(500) },
        known: () => this.#known,
        elsewhere: () => this.#halfDay,
        shown: ({ rank }) => this.#shown(rank),
      }),
    );
    const taps = useTablet(this.screens.tablet.page, diceOf(this.#seed, ...names, "tablet"), this.#made, isOver);
    await Promise.all([...clients, taps]);
  }

  /** Asks once a second whether the server can say how the line stands. */
  async #probe(probes: { at: Instant; answered: boolean }[], isOver: () => boolean): Promise<void> {
    const address = `${this.instance.url}/api/v1/permanences/${this.#halfDay.permanence}/board`;
    while (!isOver()) {
      const at = this.now();
      const answered = await fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      probes.push({ at, answered });
      await pause(PROBE_EVERY);
    }
  }

  /**
   * The reader without script: a request in flight at the moment of the fault, whose page is then left alone, and two
   * more in another tab. Where nobody listens they try again each second, since the browser's error page loads nothing
   * by itself.
   */
  async #read(visit: string): Promise<void> {
    const { plain } = this.screens;
    const began = this.now();
    const ask = async (where: Parameters<typeof loadPlain>[0]): Promise<void> => {
      while (
        (await loadPlain(where, followAddress(visit), this.now)) === "refused" &&
        this.now() - began < GIVEN_UP_AFTER
      )
        await pause(SECOND);
    };
    const again = async (): Promise<void> => {
      for (const at of READER_LOADS) {
        await pause(Math.max(0, began + at - this.now()));
        await ask(plain.tab);
      }
    };
    await Promise.all([ask(plain), again()]);
  }

  #actedAfter = (from: number): number | undefined => firstDoneAfter(this.#history.operations(), from);

  /** What the database holds; undefined while it cannot be read. */
  #evidence = (): Promise<Evidence | undefined> =>
    readEvidence(this.instance.databaseUrl, this.#history.operations(), clock.offset()).catch(() => undefined);

  #judge(
    fault: Fault,
    visit: string,
    evidence: Evidence | undefined,
    {
      began,
      lifted,
      probes,
      watchedFrom,
      watchedUntil,
    }: {
      began: number;
      lifted: number;
      probes: readonly { readonly at: Instant; readonly answered: boolean }[];
      watchedFrom: number;
      watchedUntil: number;
    },
  ): Pick<Round, "back" | "oldest" | "unseen" | "blank"> {
    const { screens } = this;
    const record = evidence?.halfDays.find(({ permanence }) => permanence.id === this.#halfDay.permanence);
    const steps = record ? recent(stepsOf(record, evidence?.operations ?? []), began - 30 * SECOND) : [];
    const silent = silences(probes, began, this.now());
    const watched = (screen: ScreenName): WatchedScreen<LineAt> => ({
      seen: screens[screen].looks,
      steps,
      facts: FACTS[screen],
      blind: fault.cuts === screen ? [...silent, { from: began, until: lifted }] : silent,
    });
    const acted = this.#actedAfter(lifted);
    const back = (screen: ScreenName): number | undefined => {
      const at = backAt(watched(screen), lifted, acted);
      return at === undefined ? undefined : at - lifted;
    };
    const number = record?.visits.find(({ id }) => id === visit)?.number;
    const [oldest] = SCREENS.flatMap((screen) => oldTruths(watched(screen)).map((one) => ({ ...one, screen }))).sort(
      (one, other) => other.lasted - one.lasted,
    );
    return {
      back: {
        room: back("room"),
        tablet: back("tablet"),
        phone: back("phone"),
        plain: plainBack(screens.plain.loads, lifted, showsNumber(number)),
        acts: acted === undefined ? undefined : acted - lifted,
      },
      oldest,
      unseen: Math.max(...SCREENS.map((screen) => longestUnseen(screens[screen].looks, watchedFrom, watchedUntil))),
      blank: [
        ...SCREENS.flatMap((screen) => Array.from({ length: blankTimes(screens[screen].looks) }, () => screen)),
        ...unreadable([...screens.plain.loads, ...screens.plain.tab.loads]).map(
          ({ status }) => `page without script, status ${status}`,
        ),
      ],
    };
  }
}

/** Whether a load shows the page of this number. */
const showsNumber =
  (number: number | undefined) =>
  ({ status, text }: Load): boolean =>
    status === 200 && number !== undefined && new RegExp(`(?<!\\d)${number}(?!\\d)`, "u").test(text);

const followAddress = (visit: string): string => `/suivi/${secretOf("visit", visit, 1)}`;

/** The steps from the last one before `from`: older ones can be shown by no screen that is not wrong. */
function recent<Kind extends { readonly acknowledged: number }>(steps: readonly Kind[], from: number): readonly Kind[] {
  return steps.slice(
    Math.max(
      0,
      steps.findLastIndex(({ acknowledged }) => acknowledged <= from),
    ),
  );
}

/**
 * The times in which no question was answered: from the last answered one, or the fault that `began` after it, up to
 * the next answered one; the last lasts until `now` if none was answered since.
 */
function silences(
  probes: readonly { readonly at: number; readonly answered: boolean }[],
  began: number,
  now: number,
): readonly BlindSpan[] {
  const found: BlindSpan[] = [];
  let from: number | undefined;
  let heard = -Infinity;
  for (const { at, answered } of probes) {
    if (answered) heard = at;
    if (!answered) from ??= Math.max(heard, Math.min(began, at));
    else if (from !== undefined) {
      found.push({ from, until: at });
      from = undefined;
    }
  }
  return from === undefined ? found : [...found, { from, until: now }];
}
