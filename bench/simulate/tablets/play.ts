import type { Fault } from "./faults.ts";
import { connectionOf, isOutOfReach } from "#components/tablet/device/connection.ts";
import { deskOf, occupantOf, type LineState } from "#lib/queue/line/line-state.ts";
import { instant, MINUTE, plusMinutes, SECOND } from "#lib/time/instant.ts";
import { at, BEFORE, morning } from "#tests/support/line.ts";
import { brokenOfShownActs, brokenOfVisits } from "#tests/support/shown-acts.ts";
import { randomFrom } from "#bench/wait/random.ts";
import { HAPPENINGS, NIGHT, VISITORS, type Happening, type Step, type Visitor } from "./script.ts";
import { SimulatedServer } from "./simulated-server.ts";
import { SimulatedTablet, type SeenAct, type World } from "./simulated-tablet.ts";
import { tapOf, USUAL, type Screen } from "./taps.ts";
import { uuidOf } from "./uuid-of.ts";
import { VirtualTime } from "./virtual-time.ts";

/**
 * What was found of a script: how many acts were done, the line in the end, and the first sentence that does not hold,
 * if one does not.
 */
export type Played = { readonly acts: number; readonly end: LineState; readonly broken: string | undefined };

/**
 * With how many tablets, each of one conseiller; from which seed chance comes; and which fault is put in on purpose.
 */
export type Setting = { readonly tablets: number; readonly seed: number; readonly fault?: Fault | undefined };

/** Milliseconds after a tap within which nobody has read its answer yet: a page that dies then has shown nothing. */
const READ_AFTER = 600;

/** Plays a script, and looks after each step whether what has to hold does. */
export async function play(script: readonly Step[], { tablets, seed, fault }: Setting): Promise<Played> {
  const half = new PlayedHalfDay(tablets, seed, fault);
  try {
    await half.begins();
    for (const [index, step] of script.entries()) {
      await half.runs(step, index);
      const broken = half.brokenNow();
      if (broken !== undefined) return { ...half.result, broken: `after step ${index}: ${broken}` };
    }
    await half.comesToRest();
    return { ...half.result, broken: half.brokenNow() ?? half.brokenAtRest() };
  } catch (error) {
    return {
      ...half.result,
      broken: `an error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}

class PlayedHalfDay {
  acts = 0;
  readonly #time = new VirtualTime(at("8:50"));
  readonly #server: SimulatedServer;
  readonly #tablets: readonly SimulatedTablet[];
  readonly #team: readonly string[];
  readonly #shown = new Map<string, SeenAct>();
  /** Acts that a page showed for less than anybody needs to read, and then ended. */
  readonly #unread = new Set<string>();

  /** The people of the line when they were last judged. */
  #judged: LineState["visits"] | undefined;
  readonly #fault: Fault | undefined;

  constructor(tablets: number, seed: number, fault: Fault | undefined) {
    this.#fault = fault;
    this.#team = Array.from({ length: tablets }, (_, index) => uuidOf("conseiller", index + 1));
    const line = morning({
      permanence: uuidOf("half-day", 0),
      plannedDesks: tablets,
      expected: [at("9:20"), at("9:40"), at("10:00"), at("10:20")].map((hour, index) => ({
        id: uuidOf("appointment", index),
        hour,
        bookedAt: BEFORE,
        minutes: 20,
        passedBy: [],
      })),
    });
    this.#server = new SimulatedServer(line, this.#team, () => instant(this.#time.now), fault);
    const world: World = { time: this.#time, random: randomFrom(seed), server: this.#server, fault };
    this.#tablets = this.#team.map(
      (_, index) =>
        new SimulatedTablet(index, world, (act) => {
          this.acts += 1;
          this.#shown.set(act.command.id, act);
        }),
    );
    this.#server.onChange = () => {
      for (const tablet of this.#tablets) tablet.hearsOfChange();
    };
    this.#tablets.forEach((tablet, index) => tablet.opens(this.#team[index] as string));
    this.#tablets[0]?.taps({
      type: "open",
      desks: this.#team.map((conseiller, index) => ({ desk: index + 1, conseiller })),
    });
  }

  get result(): Pick<Played, "acts" | "end"> {
    return { acts: this.acts, end: this.#server.line };
  }

  /** What the pages that are open have begun runs to its end, as after each step. */
  begins(): Promise<void> {
    return this.#time.runsUntil(this.#time.now);
  }

  async runs(step: Step, index: number): Promise<void> {
    const tablet = this.#tablets[step.tablet % this.#tablets.length] as SimulatedTablet;
    // Acts of one tablet at one moment are those of one tap.
    await this.#time.goesOnUntil(this.#time.now + secondsBefore(step, tablet) * SECOND + 1);
    this.#server.endsWhereNobodyCloses();
    if (step.kind === NIGHT) await this.#night();
    else if (isOf(HAPPENINGS, step.kind)) this.#happens(step.kind, tablet, step.pick);
    else if (isOf(VISITORS, step.kind)) this.#visitor(step.kind, step.pick, index);
    else this.#taps(tablet, step, index);
    await this.#time.runsUntil(this.#time.now);
  }

  /**
   * Everything works again, and on each tablet one person signs in: what colleagues left there unsent is sent by them.
   */
  async comesToRest(): Promise<void> {
    for (const tablet of this.#tablets) {
      Object.assign(tablet.link, { losesAnswers: false, doubles: false, delay: 40 });
      tablet.linkChanges(true);
      tablet.storage = { is: "working", delay: 0 };
    }
    await this.#time.runsUntil(this.#time.now + MINUTE);
    for (const tablet of this.#tablets) {
      tablet.opens(this.#team[tablet.index] as string);
      await this.#time.runsUntil(this.#time.now + MINUTE);
    }
  }

  /** What does not hold at any moment. */
  brokenNow(): string | undefined {
    const { visits } = this.#server.line;
    // What held of the same people a moment ago holds now: no time that was possible lies ahead later.
    if (visits === this.#judged) return undefined;
    this.#judged = visits;
    return brokenOfVisits(visits, this.#time.now);
  }

  /** What does not hold once everything was sent. */
  brokenAtRest(): string | undefined {
    for (const tablet of this.#tablets) {
      const line = tablet.page?.store.get();
      if (!line) return `tablet ${tablet.index} shows nothing`;
      if (line.waiting.length > 0 || tablet.holdsUnsent)
        return `tablet ${tablet.index} still holds ${line.waiting.length} acts`;
      if (line.state !== this.#server.line && JSON.stringify(line.state) !== JSON.stringify(this.#server.line))
        return `tablet ${tablet.index} shows another line than the server has`;
      if (tablet.wantsNumbers) return `tablet ${tablet.index} has nothing to give without network`;
    }
    return brokenOfShownActs({
      shown: this.#shown,
      received: this.#server.commands,
      tablets: this.#tablets,
      unread: this.#unread,
      line: this.#server.line,
    });
  }

  #taps(tablet: SimulatedTablet, step: Step, index: number): void {
    const { page } = tablet;
    if (!page) return tablet.opens(this.#team[tablet.index] as string);
    const { state, confirmed, exchanges, waiting, ownCommands: own, isRead } = page.store.get();
    const now = page.clock.now();
    const desk = deskOf(state, page.by)?.number ?? tablet.index + 1;
    const ofWaiting = waiting.map((command) => command.at);
    const isCut = isOutOfReach(connectionOf(exchanges, ofWaiting, now));
    if (isCut && !isRead) return;
    const callsAnybody = this.#fault === "outside-the-hand";
    const screen: Screen = { state, confirmed, now, by: page.by, desk, isOutOfReach: isCut, own, callsAnybody };
    // Somebody touches what the screen offers: a step that is none of it now becomes the next act of the desk, unless
    // it is to be left empty.
    const instead = step.kind === "empties-desk" ? [] : (["goes-on", "walk-in"] as const);
    for (const kind of [step.kind, ...instead]) {
      const acts = tapOf({ ...step, kind }, index, screen);
      if (acts.length > 0 && tablet.taps(...acts)) return;
    }
  }

  async #night(): Promise<void> {
    for (const tablet of this.#tablets) {
      this.#noteUnread(tablet);
      tablet.dies();
    }
    await this.#time.runsUntil(Math.max(this.#time.now, at("15:00")));
    this.#server.endsWhereNobodyCloses();
    await this.#time.runsUntil(at("32:00"));
  }

  #visitor(kind: Visitor, pick: number, index: number): void {
    this.acts += 1;
    const { visits } = this.#server.line;
    const visit = visits[pick % Math.max(1, visits.length)]?.id ?? "nobody";
    const id = `visitor-${index}`;
    const joins = { type: "add-visit", visit: uuidOf("kiosk", index) } as const;
    switch (kind) {
      case "kiosk":
        // A kiosk that was not answered asks once more, with the same id.
        this.#server.receivesOf("kiosk-1", id, joins);
        if (pick % 5 === 0) this.#server.receivesOf("kiosk-1", id, joins);
        return;
      case "phone-leaves":
        if (pick % 4 === 0) this.#server.receivesOf("program", id, { type: "leave", visit, by: "resident" });
        return;
      case "phone-away":
        this.#server.receivesOf("program", id, {
          type: "away",
          visit,
          until: plusMinutes(instant(this.#time.now), 5 + (pick % 20)),
        });
    }
  }

  #happens(kind: Happening, tablet: SimulatedTablet, pick: number): void {
    switch (kind) {
      case "cut":
        return tablet.linkChanges(false);
      case "joined":
        return tablet.linkChanges(true);
      case "loses-answers":
      case "answers-again":
        tablet.link.losesAnswers = kind === "loses-answers";
        return;
      case "slow":
      case "quick":
        tablet.link.delay = kind === "slow" ? 200 * (1 + pick) : 40;
        return;
      case "doubles":
        tablet.link.doubles = pick % 2 === 0;
        return;
      case "reload":
        this.#noteUnread(tablet);
        return tablet.reloads();
      case "kill":
        this.#noteUnread(tablet);
        return tablet.dies();
      case "storage-fails":
      case "storage-hangs":
        tablet.storage = { is: kind === "storage-fails" ? "failing" : "hanging", delay: 0 };
        return;
      case "storage-slow":
        tablet.storage = { is: "working", delay: 5 * (1 + pick) };
        return;
      case "storage-works":
        tablet.storage = { is: "working", delay: 0 };
        return;
      case "clock":
        tablet.ahead += (pick - 20) * MINUTE;
        return;
      case "colleague":
        this.#noteUnread(tablet);
        return tablet.opens(this.#team[pick % this.#team.length] as string);
      case "sleeps":
        return;
    }
  }

  /**
   * The page of this tablet ends: what it has just shown nobody has read, and what it says to be kept by it alone is
   * lost.
   */
  #noteUnread(tablet: SimulatedTablet): void {
    const line = tablet.page?.store.get();
    if (line?.unkept) for (const { id } of line.waiting) this.#unread.add(id);
    for (const { command, tablet: of, shownAt } of this.#shown.values())
      if (of === tablet.index && this.#time.now - shownAt < READ_AFTER) this.#unread.add(command.id);
  }
}

/** Before somebody notices that a help has long been over, it has gone on for minutes. */
function secondsBefore({ kind, seconds, pick }: Step, { page }: SimulatedTablet): number {
  if (kind !== "finish-about" || !page) return seconds;
  const { state } = page.store.get();
  const desk = deskOf(state, page.by);
  return desk && occupantOf(state, desk.number)?.state === "serving" ? (2 * USUAL + (pick % 5)) * 60 : seconds;
}

const isOf = <Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind =>
  (kinds as readonly string[]).includes(kind);
