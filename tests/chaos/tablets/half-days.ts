import { mkdir } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { clock } from "#lib/server/clock.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { inTurn } from "#lib/queue/order/next-in-turn.ts";
import { isUncalled } from "#lib/queue/line/visit.ts";
import { instant, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { lineFromWire } from "#lib/wire/queue/line.ts";
import { diceOf, type Dice } from "#tests/rig/dice.ts";
import { openHistory } from "#tests/rig/history.ts";
import { beginRun, startInstance, type Instance } from "#tests/rig/instance.ts";
import { eventually } from "#tests/support/eventually.ts";
import { setClock } from "#tests/support/neuhof-morning.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { AtWork } from "./at-work.ts";
import { brokenAtRest, noteWhatPassed } from "./judged.ts";

/** The orders in which three tablets have network again: all there are. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/**
 * How many half-days there are, how long each is used, and the rounds in each: in one round all tablets are cut off
 * once.
 */
const HALF_DAYS = 2;
const MINUTES = 4 * 60;
const ROUNDS = ORDERS.length / HALF_DAYS;

/** Acts of one tablet one after the other, before time goes on: so that the last one can still be undone. */
const ACTS_AT_ONCE = 2;

/** How often a finger comes down for them: a button whose act has just changed ignores it. */
const MOST_TRIES = 4 * ACTS_AT_ONCE;

/**
 * Milliseconds within which a tablet that has network again has sent everything, and shows the line of the server; as
 * many times longer as there are processes for each core, on a machine with other work.
 */
const caughtUpWithin = (): number => 10_000 * Math.max(1, (loadavg()[0] ?? 0) / cpus().length);

/**
 * Milliseconds within which a tablet is lent numbers: it asks for them when it reads the line, which it does at least
 * each minute.
 */
const LENT_WITHIN = 90_000;

/** Milliseconds after which a tablet counts as not back at all. */
const GIVEN_UP_AFTER = 120_000;

type Options = { readonly seed: number; readonly acts: number };

/**
 * One time without network: the tablets that were cut off, in the order in which they came back, how long each took to
 * catch up in milliseconds, and what did not hold.
 */
type Round = {
  readonly order: readonly number[];
  readonly caughtUp: readonly number[];
  /** Each of them that took longer than it may. */
  readonly late: readonly string[];
  /** None had network, and each called its own people alone: nothing is told then. */
  readonly apart: boolean;
  /** The acts that were told not to be done as shown, a sentence each. */
  readonly told: readonly string[];
  readonly broken: readonly string[];
};

export type TabletsOutcome = {
  /** Taps that did something; one tap may be two commands, as « Terminer et appeler ». */
  readonly acts: number;
  readonly commands: number;
  readonly hours: number;
  readonly rounds: readonly Round[];
};

/**
 * Two half-days of four hours at three desks, each with a tablet in a browser of its own. Everything is done by tapping
 * its buttons, while none, one, two or all of them have no way to the server.
 */
export async function playHalfDays(options: Options, onProgress: (sentence: string) => void): Promise<TabletsOutcome> {
  const folder = await beginRun();
  const instance = await startInstance(join(folder.path, "data"), options.seed, false, HALF_DAYS);
  const played = new HalfDays(instance, options, onProgress);
  try {
    return await played.all(folder.path);
  } catch (error) {
    await played.keep();
    throw error;
  } finally {
    await played.close();
    await instance.stop();
    await folder.remove();
  }
}

class HalfDays {
  readonly #instance: Instance;
  readonly #options: Options;
  readonly #say: (sentence: string) => void;
  readonly #history = openHistory();
  readonly #rounds: Round[] = [];
  #tablets: readonly AtWork[] = [];
  readonly #cut = new Set<AtWork>();
  #commands = 0;
  readonly #told = new Set<string>();
  /** So many operations of the history were looked at: what stands on the screens now tells of later ones. */
  #judged = 0;
  /** Requests count from some seconds before they were seen: all that was booked lies before them. */
  readonly #startedAhead = clock.offset() - MINUTE;

  constructor(instance: Instance, options: Options, say: (sentence: string) => void) {
    [this.#instance, this.#options, this.#say] = [instance, options, say];
  }

  async all(folder: string): Promise<TabletsOutcome> {
    const halfDays = this.#instance.town.halfDays[0] ?? [];
    const [first] = halfDays;
    for (const [index, member] of (first?.team.slice(0, 3) ?? []).entries())
      this.#tablets = [
        ...this.#tablets,
        await AtWork.begin(this.#instance.url, join(folder, `tablet-${index}`), {
          index,
          by: member.user,
          history: this.#history,
        }),
      ];
    const began = clock.now();
    for (const [index, { permanence }] of halfDays.entries()) await this.#halfDay(permanence, index);
    return {
      acts: this.#tablets.reduce((sum, { taps }) => sum + taps, 0),
      commands: this.#commands,
      hours: (clock.now() - began) / (60 * MINUTE),
      rounds: this.#rounds,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#tablets.map(({ device }) => device.close()));
  }

  /** Keeps a picture of each tablet, of a run that could not go on. */
  async keep(): Promise<void> {
    const pictures = join("tests/results/tablets", `seed-${this.#options.seed}-${process.pid}`);
    await mkdir(pictures, { recursive: true });
    for (const { device, index } of this.#tablets)
      await device.keepPicture(pictures, `tablet-${index}`).catch(() => undefined);
    this.#say(`Pictures of the tablets: ${pictures}`);
  }

  async #halfDay(permanence: string, of: number): Promise<void> {
    const [first, ...others] = this.#tablets as [AtWork, ...AtWork[]];
    for (const tablet of this.#tablets) await tablet.goesTo(permanence);
    await first.does(/^Donner les numéros à la porte/u);
    for (let people = 0; people < 6; people += 1) await first.does(/^\+ 1 personne/u);
    await first.does(/^Ouvrir la permanence/u);
    for (const tablet of others) await tablet.takesATable();
    for (let round = 0; round < ROUNDS; round += 1) await this.#round(permanence, of * ROUNDS + round);
    await this.#closes(permanence);
    for (const { shown } of this.#tablets) {
      this.#commands += shown.size;
      shown.clear();
    }
  }

  async #round(permanence: string, round: number): Promise<void> {
    const order = ORDERS[round] ?? ORDERS[0];
    const dice = diceOf(this.#options.seed, "tablets", round);
    const acts = Math.ceil(this.#options.acts / this.#tablets.length / ORDERS.length);
    const steps = Math.ceil(acts / 2 / ACTS_AT_ONCE);
    const minutes = MINUTES / ROUNDS / steps / 2;

    // None, one or two have no network; whoever has it calls anybody, so that conflicts may come of it.
    const some = order.slice(0, round % this.#tablets.length).map((index) => this.#tablets[index] as AtWork);
    for (const tablet of some) this.#cuts(tablet);
    for (let step = 0; step < steps; step += 1) await this.#step(dice, minutes, false);
    await this.#comesBack(permanence, some, false);

    // None has network: each calls its own people.
    await this.#hasNumbers(permanence);
    for (const tablet of this.#tablets) this.#cuts(tablet);
    await Promise.all(this.#tablets.map((tablet) => eventually(async () => (await tablet.look()).isCutOff, true)));
    for (let step = 0; step < steps; step += 1) {
      await this.#step(dice, minutes, true);
      if (step !== Math.floor(steps / 2)) continue;
      await this.#tablets[order[0]]?.reloads();
      await this.#tablets[order[1]]?.reboots();
    }
    await this.#comesBack(
      permanence,
      order.map((index) => this.#tablets[index] as AtWork),
      true,
    );
  }

  #cuts(tablet: AtWork): void {
    this.#cut.add(tablet);
    tablet.device.link.cut();
  }

  /** Each tablet does some acts, all at the same time; then time goes on. */
  async #step(dice: Dice, minutes: number, handOnly: boolean): Promise<void> {
    const dices = this.#tablets.map(() => diceOf(dice.whole(2 ** 31), "step"));
    await Promise.all(
      this.#tablets.map(async (tablet, index) => {
        let acts = 0;
        for (let tries = 0; acts < ACTS_AT_ONCE && tries < MOST_TRIES; tries += 1)
          if (await tablet.acts(dices[index] as Dice, { handOnly, checksIn: index === 0 })) acts += 1;
      }),
    );
    for (const tablet of this.#tablets)
      if (!this.#cut.has(tablet))
        await eventually(
          async () => (await tablet.look()).unsent.length === 0 && !this.#history.unanswered(tablet.index),
          true,
        );
    const before = clock.now();
    const later = plusMinutes(clock.now(), minutes);
    await setClock(this.#instance, new Date(later).toISOString());
    // From when it was asked: the clock of the history is never behind that of the server, whose answers would
    // otherwise come before their acts.
    clock.move(clock.offset() + later - before);
    for (const { device } of this.#tablets) await device.timeGoesOn();
  }

  /** Each tablet has been lent numbers that it may give without network. */
  async #hasNumbers(permanence: string): Promise<void> {
    await eventually(
      async () => {
        const { leases } = await this.#line(permanence);
        return new Set(leases.map(({ device }) => device)).size;
      },
      this.#tablets.length,
      LENT_WITHIN,
    );
    await this.#isSame(permanence);
  }

  /** These tablets have network again, one after the other. */
  async #comesBack(permanence: string, cut: readonly AtWork[], apart: boolean): Promise<void> {
    const caughtUp: number[] = [];
    const late: string[] = [];
    for (const tablet of cut) {
      const began = performance.now();
      tablet.device.link.restore();
      this.#cut.delete(tablet);
      await eventually(
        async () => {
          const { unsent, isAllKept } = await tablet.look();
          return unsent.length === 0 && isAllKept;
        },
        true,
        GIVEN_UP_AFTER,
      );
      const took = performance.now() - began;
      const may = caughtUpWithin();
      caughtUp.push(took);
      if (took > may) late.push(`tablet ${tablet.index + 1} took ${inSeconds(took)}, and may take ${inSeconds(may)}`);
    }
    await this.#isSame(permanence);
    const operations = this.#history.operations();
    noteWhatPassed(operations.slice(this.#judged), this.#tablets);
    this.#judged = operations.length;
    const broken = await brokenAtRest(
      { databaseUrl: this.#instance.databaseUrl, startedAhead: this.#startedAhead },
      operations,
      await this.#line(permanence),
      this.#tablets,
    );
    const told = this.#tablets.flatMap((tablet) => this.#newlyTold(tablet));
    for (const tablet of this.#tablets) await tablet.reads();
    const round: Round = { order: cut.map(({ index }) => index), caughtUp, late, apart, told, broken };
    this.#rounds.push(round);
    this.#say(inShort(round));
  }

  /** The acts that this tablet told not to be done as shown, and of which nothing was said before. */
  #newlyTold(tablet: AtWork): readonly string[] {
    const acts = this.#history.asked();
    return [...tablet.told]
      .filter(([id]) => !this.#told.has(id))
      .map(([id, { why }]) => {
        this.#told.add(id);
        return `tablet ${tablet.index + 1}: ${JSON.stringify(acts.get(id) ?? tablet.commands.get(id) ?? id)} (${why})`;
      });
  }

  /** All tablets show the line that the server has. */
  async #isSame(permanence: string): Promise<void> {
    for (const tablet of this.#tablets)
      await eventually(
        async () => {
          const line = await this.#line(permanence);
          const kept = await tablet.device.keptLine(permanence);
          const shown = (await tablet.look()).line.join(" ");
          const there = rowsOf(line).join(" ");
          if (shown !== there) return `tablet ${tablet.index + 1} shows ${shown}; the server has ${there}`;
          return kept === undefined ? "nothing is kept" : differenceOf(kept, line);
        },
        "the same",
        GIVEN_UP_AFTER,
      );
  }

  async #line(permanence: string): Promise<LineState> {
    const token = this.#instance.town.halfDays[0]?.[0]?.team[0]?.token ?? "";
    const answer = await fetch(`${this.#instance.url}/api/v1/permanences/${permanence}/state`, {
      headers: { authorization: `Bearer ${secretOf("token", token, 1)}` },
    });
    return lineFromWire(await answer.json());
  }

  /** Each ends with whom they help, and the first closes. */
  async #closes(permanence: string): Promise<void> {
    for (const tablet of this.#tablets) {
      const { buttons } = await tablet.look();
      if (buttons.includes("Commencer")) await tablet.does(/^Commencer$/u);
      if ((await tablet.look()).buttons.includes("Terminer sans appeler"))
        await tablet.does(/^Terminer sans appeler$/u);
    }
    const [first] = this.#tablets as [AtWork];
    const { page } = first.device;
    await eventually(
      async () => (await this.#line(permanence)).visits.filter(({ state }) => state === "serving").length,
      0,
    );
    await page.getByRole("button", { name: "Pause, fermer…" }).click();
    await page.getByRole("button", { name: "Fermer la permanence" }).click();
    for (const person of await page.getByRole("dialog").getByRole("group").all())
      await person.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Fermer la permanence" }).last().click();
    await eventually(async () => (await this.#line(permanence)).status, "closed");
  }
}

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;

/** What does not hold of a round, a sentence each. */
export const faultsOf = ({ broken, late, apart, told }: Round): readonly string[] => [
  ...broken,
  ...late,
  ...(apart ? told.map((act) => `told not to be done, though each desk called its own people alone: ${act}`) : []),
];

function inShort(round: Round): string {
  const { order, caughtUp, told } = round;
  const back = order.map((index, place) => `tablet ${index + 1} after ${inSeconds(caughtUp[place] ?? NaN)}`);
  const faults = faultsOf(round);
  return `${order.length === 0 ? "none was cut off" : `back ${back.join(", ")}`}; ${told.length} told; ${faults.length === 0 ? "all holds" : faults.join("; ")}`;
}

/** The first part of two lines that is not the same, but for what may be undone, which each reading counts anew. */
function differenceOf(kept: LineState, there: LineState): string {
  const parts = new Set([...Object.keys(kept), ...Object.keys(there)]) as Set<keyof LineState>;
  parts.delete("undoable");
  for (const part of parts) {
    const one = JSON.stringify(kept[part]);
    const other = JSON.stringify(there[part]);
    if (one !== other) return `kept is ${part} ${one}; the server has ${other}`;
  }
  return "the same";
}

/** The numbers of those who wait, in the order in which the tablet shows them. */
function rowsOf(line: LineState): readonly number[] {
  const turns = inTurn(line, instant(clock.now()));
  return [...turns, ...line.visits.filter(isUncalled).filter((visit) => !turns.includes(visit))].map(
    ({ number }) => number,
  );
}
