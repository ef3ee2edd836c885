import { until } from "#scripts/pause.ts";
import { eventually } from "#tests/support/eventually.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import type { ShownAct } from "#tests/support/shown-acts.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { clock } from "#lib/server/clock.ts";
import type { Dice } from "#tests/rig/dice.ts";
import type { History } from "#tests/rig/history.ts";
import { recordTablet } from "#tests/chaos/tablet.ts";
import { Device, type Look } from "./device.ts";

/** Milliseconds that a tap waits for its button: one acts 0.6 s after it was shown. */
const TAPPED_WITHIN = 3_000;

/** Milliseconds within which a tap has to show something. */
const SHOWN_WITHIN = 30_000;

/** Milliseconds within which three browsers on one machine say that they sent something. */
const REPORTED_AFTER = 20_000;

/** So many people at most are let wait, so that they are called and helped too. */
const FULL = 12;

/**
 * A button of the tablet, and whether what it does is on the screen. `weight`: how often it is chosen where it is
 * offered.
 */
type Tap = {
  readonly name: RegExp;
  readonly weight: number;
  readonly isShown: (after: Look, before: Look, tapped: string) => boolean;
};

const offers = (look: Look, name: RegExp): boolean => look.buttons.some((button) => name.test(button));
const isGone: Tap["isShown"] = (after, _, tapped) => !after.buttons.includes(tapped);
const withoutSeconds = (words: string): string => words.replace(/ ?possible pendant \d+ s/u, "");

const START = /^Commencer$/u;
const CALL = /^Appeler le \d+$/u;
const ADD = /^\+ 1 (?:personne|priorité)/u;

/** What is tapped at a desk. */
const TAPS: readonly Tap[] = [
  { name: CALL, weight: 8, isShown: (after) => offers(after, START) },
  { name: START, weight: 9, isShown: (after) => offers(after, /^Terminer sans appeler$/u) },
  { name: /^Terminer et appeler le \d+$/u, weight: 5, isShown: (after) => offers(after, START) },
  { name: /^Terminer sans appeler$/u, weight: 3, isShown: isGone },
  { name: /^N’a pas répondu/u, weight: 1, isShown: isGone },
  { name: /^\+ 1 personne/u, weight: 4, isShown: isGone },
  { name: /^\+ 1 priorité/u, weight: 1, isShown: isGone },
  {
    name: /^(?:Annuler .*|Remettre le \d+.*|Le \d+ n’est pas là \?.*) possible pendant \d+ s$/u,
    weight: 2,
    isShown: (after, _, tapped) => !after.buttons.some((button) => withoutSeconds(button) === withoutSeconds(tapped)),
  },
  { name: /^Rendez.vous .*: arrivée/u, weight: 2, isShown: isGone },
];

/**
 * What a tablet may do now. `handOnly`: it calls nobody without whose desk it was asked; `checksIn`: it is the one at
 * which booked people arrive.
 */
type May = { readonly handOnly: boolean; readonly checksIn: boolean };

/** A conseiller at a tablet, with all that the tablet showed as done. */
export class AtWork {
  readonly device: Device;
  /** From 0: the client in the history, and the tablet of `ShownAct`. */
  readonly index: number;
  readonly by: string;
  /** What was shown as done, by the id of the command and in its order; of each half-day anew. */
  readonly shown = new Map<string, Omit<ShownAct, "command">>();
  /** What was told not to be done as shown, by the id of the command. */
  readonly told = new Map<string, Pick<ActNotice, "why">>();
  /**
   * Sentences that stood on the screen for less than until « Compris », since the last time that they were attributed.
   */
  passing: string[] = [];
  /** The commands of this tablet as its storage was given them, or held them. */
  readonly commands = new Map<string, Command>();
  taps = 0;
  #permanence = "";
  #seen: readonly string[] = [];
  #heard = 0;
  #lives = 0;
  readonly #history: History;

  private constructor(device: Device, index: number, by: string, history: History) {
    [this.device, this.index, this.by, this.#history] = [device, index, by, history];
  }

  /**
   * Signs in on a new tablet, and turns it off and on once: what a browser stores lazily, as its login, is then stored.
   */
  static async begin(
    url: string,
    folder: string,
    { index, by, history }: { readonly index: number; readonly by: string; readonly history: History },
  ): Promise<AtWork> {
    const device = await Device.open(url, folder);
    await signIn(device.page, `conseiller-${by}@exemple.fr`, "/conseiller");
    await device.turnOff();
    await device.turnOn();
    return new AtWork(device, index, by, history);
  }

  /** Opens the tablet of this half-day, and waits until it opens without network too. */
  async goesTo(permanence: string): Promise<void> {
    this.#permanence = permanence;
    this.#record();
    await this.opens();
    await this.device.isInstalled();
  }

  /** Starts the browser on what it has stored, and opens the tablet. */
  async turnsOn(): Promise<void> {
    await this.device.turnOn();
    this.#record();
    await this.opens();
  }

  async opens(): Promise<void> {
    const { page } = this.device;
    await page.goto(`/conseiller/permanences/${this.#permanence}`);
    await page
      .getByRole("main")
      .getByRole("button")
      .first()
      .waitFor()
      .catch(async () => {
        throw new Error(`The tablet did not open. It shows: ${await page.locator("body").innerText()}`);
      });
    [this.#seen, this.#heard] = [(await this.device.look()).made, 0];
  }

  /** The page is loaded anew, and comes back to the same screen. */
  async reloads(): Promise<void> {
    await this.#comesBack(async () => {
      await this.device.page.reload();
      await this.device.page.getByRole("main").getByRole("button").first().waitFor();
    });
  }

  /** The browser is killed, and started anew on what it has stored: it comes back to the same screen. */
  async reboots(): Promise<void> {
    await this.#comesBack(async () => {
      await (
        await this.device.aimed()
      )();
      await this.turnsOn();
    });
  }

  async #comesBack(goes: () => Promise<void>): Promise<void> {
    const before = await this.look();
    await goes();
    const as = ({ line, unsent }: Look): string => JSON.stringify({ line, unsent: unsent.map(({ id }) => id) });
    await eventually(async () => as(await this.device.look()), as(before));
    [this.#seen, this.#heard] = [(await this.device.look()).made, 0];
  }

  #record(): void {
    this.#lives += 1;
    recordTablet(this.device.page, this.#permanence, this.by, this.#history, clock.now, {
      client: this.index,
      name: `tablet-${this.index}-${this.#lives}`,
      reportedAfter: REPORTED_AFTER,
    });
  }

  /** What the tablet holds and shows; what it tells is noted. */
  async look(): Promise<Look> {
    const look = await this.device.look();
    for (const command of [...look.added, ...look.unsent]) this.commands.set(command.id, command);
    for (const notice of look.notices) this.told.set(notice.command, notice);
    this.passing.push(...look.told.slice(this.#heard));
    this.#heard = look.told.length;
    return look;
  }

  /** Taps one act that the screen offers, and waits until it is shown as done. Answers whether one was done. */
  async acts(dice: Dice, may: May): Promise<boolean> {
    const before = await this.look();
    const offered = TAPS.flatMap((tap) => {
      const button = before.buttons.find((words) => tap.name.test(words));
      return button !== undefined && isAllowed(tap, before, may) ? [{ tap, button }] : [];
    });
    const tickets = offered.flatMap((one) => Array.from({ length: one.tap.weight }, () => one));
    const chosen = tickets[dice.whole(tickets.length)];
    return chosen !== undefined && this.#touches(chosen.button, chosen.tap.isShown, before);
  }

  /** Taps the button with these words, and waits until the act is on the screen, or a sentence says why it is not. */
  async does(name: RegExp, isShown: Tap["isShown"] = isGone): Promise<void> {
    await eventually(async () => {
      const before = await this.look();
      const button = before.buttons.find((words) => name.test(words));
      return button !== undefined && this.#touches(button, isShown, before);
    }, true).catch(async (error: unknown) => {
      const shown = await this.device.page.locator("body").innerText();
      throw new Error(`${String(name)} was not done. The tablet shows: ${shown}`, { cause: error });
    });
  }

  /** Takes a desk that is free, also where a colleague has just taken the one that was offered. */
  async takesATable(): Promise<void> {
    const { page } = this.device;
    await page.getByRole("button", { name: "Prendre une table" }).click();
    await page
      .getByRole("button", { name: /^Table \d+$/u })
      .first()
      .waitFor();
    await eventually(async () => {
      const look = await this.look();
      if (!offers(look, /^Table \d+$/u)) return look.unsent.length === 0;
      await this.does(/^Table \d+$/u);
      return false;
    }, true);
  }

  /**
   * Answers whether the button was still there when the finger came down: a colleague may have changed the line
   * meanwhile.
   */
  async #touches(button: string, isShown: Tap["isShown"], before: Look): Promise<boolean> {
    const name = new RegExp(
      `^${escaped(withoutSeconds(button)).replaceAll(" ", String.raw`\s+`)}(?:\\s+possible.*)?$`,
      "u",
    );
    const isTapped = await this.device.page
      .getByRole("button", { name })
      .first()
      .click({ timeout: TAPPED_WITHIN })
      .then(
        () => true,
        () => false,
      );
    if (!isTapped) return false;
    let after = before;
    const isDone = async (): Promise<boolean> => {
      after = await this.look();
      return after.made.some((id) => !before.made.includes(id)) || after.told.length > before.told.length;
    };
    // A button whose act has just changed ignores the finger.
    if ((await until(async () => (await isDone()) || undefined, TAPPED_WITHIN)) === undefined) return false;
    await eventually(
      async () => {
        after = await this.look();
        return isShown(after, before, button) || after.told.length > before.told.length;
      },
      true,
      SHOWN_WITHIN,
    ).catch(async () => {
      const shows = await this.device.page.locator("body").innerText();
      throw new Error(`« ${button} » was done, and is not shown. The tablet shows: ${shows}`);
    });
    const ids = after.made.filter((id) => !before.made.includes(id) && !this.#seen.includes(id));
    // Each is kept before it is sent: it takes a moment until the storage is given it.
    await eventually(async () => (await this.look(), ids.every((id) => this.commands.has(id))), true);
    this.#seen = after.made;
    if (ids.length > 0) this.taps += 1;
    for (const id of ids) this.shown.set(id, { tablet: this.index, by: this.by, inTouch: true });
    return true;
  }

  /** Reads what the tablet has kept to be told, and says « Compris » to each. */
  async reads(): Promise<void> {
    await this.look();
    const understood = this.device.page.getByRole("button", { name: "Compris" });
    for (let left = await understood.count(); left > 0; left = await understood.count()) {
      await understood.first().click();
      await eventually(async () => (await understood.count()) < left, true);
    }
    await this.look();
    this.passing = [];
  }
}

function isAllowed({ name }: Tap, look: Look, { handOnly, checksIn }: May): boolean {
  if (name === CALL) return !(handOnly && look.isHandEmpty);
  if (look.line.length >= FULL && look.buttons.some((words) => ADD.test(words) && name.test(words))) return false;
  return checksIn || !name.source.includes("Rendez");
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
