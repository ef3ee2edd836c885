import type { Fault } from "./faults.ts";
import { connectionOf, isOutOfReach } from "#components/tablet/device/connection.ts";
import { dependentsOf } from "#components/tablet/device/dependent-commands.ts";
import type { RequestedAct } from "#components/tablet/device/line-store.ts";
import type { CallNext } from "#lib/queue/acts/call.ts";
import { handOf } from "#lib/queue/order/hand.ts";
import { ON_PEOPLE } from "#lib/queue/acts/late-acts.ts";
import type { CommandType } from "#lib/queue/acts/acts.ts";
import { deskOf } from "#lib/queue/line/desks.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { instant, MINUTE, plusMinutes, SECOND, type Instant } from "#lib/time/instant.ts";
import { actOf } from "#tests/support/half-day-acts.ts";
import { at, BEFORE, morning } from "#tests/support/line.ts";
import { randomFrom } from "#bench/wait/random.ts";
import { asHalfDayStep, HAPPENINGS, NIGHT, VISITORS, type Happening, type Step, type Visitor } from "./script.ts";
import { SimulatedServer } from "./simulated-server.ts";
import { SimulatedTablet, type ShownAct, type World } from "./simulated-tablet.ts";
import { VirtualTime } from "./virtual-time.ts";

/** What was found of a script: how many acts were done, the line in the end, and the first sentence that does not hold, if one does not. */
export type Played = { readonly acts: number; readonly end: LineState; readonly broken: string | undefined };

/** With how many tablets, each of one conseiller; from which seed chance comes; and which fault is put in on purpose. */
export type Setting = { readonly tablets: number; readonly seed: number; readonly fault?: Fault | undefined };

/** Acts that the screens do not offer without network (docs/line.md#offline). */
const NEED_THE_SERVER: ReadonlySet<CommandType> = new Set([
  "free-desk",
  "add-desk",
  "take-over",
  "reopen",
  "take-back",
]);

/** Milliseconds after a tap within which nobody has read its answer yet: a page that dies then has shown nothing. */
const READ_AFTER = 600;

/** Plays a script, and looks after each step whether what has to hold does. */
export async function play(script: readonly Step[], { tablets, seed, fault }: Setting): Promise<Played> {
  const half = new PlayedHalfDay(tablets, seed, fault);
  try {
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
  readonly #shown = new Map<string, ShownAct>();
  /** Acts that a page showed for less than anybody needs to read, and then ended. */
  readonly #unread = new Set<string>();

  readonly #fault: Fault | undefined;

  constructor(tablets: number, seed: number, fault: Fault | undefined) {
    this.#fault = fault;
    this.#team = Array.from({ length: tablets }, (_, index) => `C${index + 1}`);
    const line = morning({
      plannedDesks: tablets,
      expected: [at("9:20"), at("9:40"), at("10:00"), at("10:20")].map((hour, index) => ({
        id: `appointment-${index}`,
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

  async runs(step: Step, index: number): Promise<void> {
    // Acts of one tablet at one moment are those of one tap.
    await this.#time.runsUntil(this.#time.now + step.seconds * SECOND + 1);
    this.#server.endsWhereNobodyCloses();
    const tablet = this.#tablets[step.tablet % this.#tablets.length] as SimulatedTablet;
    if (step.kind === NIGHT) await this.#night();
    else if (isOf(HAPPENINGS, step.kind)) this.#happens(step.kind, tablet, step.pick);
    else if (isOf(VISITORS, step.kind)) this.#visitor(step.kind, step.pick, index);
    else this.#taps(tablet, step, index);
    await this.#time.runsUntil(this.#time.now);
  }

  /** Everything works again, and whoever has unsent acts on a tablet signs in there once more. */
  async comesToRest(): Promise<void> {
    for (const tablet of this.#tablets) {
      Object.assign(tablet.link, { losesAnswers: false, doubles: false, delay: 40 });
      tablet.linkChanges(true);
      tablet.storage = { is: "working", delay: 0 };
    }
    await this.#time.runsUntil(this.#time.now + MINUTE);
    for (const tablet of this.#tablets)
      for (const by of [...tablet.unsentOf, this.#team[tablet.index] as string]) {
        tablet.opens(by);
        await this.#time.runsUntil(this.#time.now + MINUTE);
      }
  }

  /** What does not hold at any moment. */
  brokenNow(): string | undefined {
    const { visits } = this.#server.line;
    const numbers = new Set<number>();
    const desks = new Set<number>();
    for (const visit of visits) {
      if (!isInOrder(visit, this.#time.now))
        return `the times of the visit with number ${visit.number} are not possible: ${JSON.stringify(visit)}`;
      if (numbers.has(visit.number)) return `the number ${visit.number} was given twice`;
      numbers.add(visit.number);
      if (visit.state !== "called" && visit.state !== "serving") continue;
      if (desks.has(visit.desk)) return `two people are at table ${visit.desk}`;
      desks.add(visit.desk);
    }
    return undefined;
  }

  /** What does not hold once everything was sent. */
  brokenAtRest(): string | undefined {
    for (const tablet of this.#tablets) {
      const line = tablet.page?.store.get();
      if (!line) return `tablet ${tablet.index} shows nothing`;
      if (line.waiting.length > 0 || tablet.unsentOf.length > 0)
        return `tablet ${tablet.index} still holds ${line.waiting.length} acts`;
      if (line.state !== this.#server.line && JSON.stringify(line.state) !== JSON.stringify(this.#server.line))
        return `tablet ${tablet.index} shows another line than the server has`;
    }
    for (const act of this.#shown.values()) {
      const broken = this.#brokenOf(act);
      if (broken !== undefined) return broken;
    }
    return this.#outOfOrder() ?? this.#calledTwice();
  }

  /** Two tables that knew the same tables call nobody in common without network. */
  #calledTwice(): string | undefined {
    const calls = new Map<string, { readonly desk: number; readonly of: string }>();
    for (const { command, amongTables, by, tablet } of this.#shown.values()) {
      if (command.type !== "call" || amongTables === undefined) continue;
      const key = `${command.visit} among ${amongTables}`;
      const earlier = calls.get(key);
      if (earlier && earlier.desk !== command.desk)
        return `${by} on tablet ${tablet} called somebody from the hand whom ${earlier.of} had called from theirs`;
      calls.set(key, { desk: command.desk, of: `${by} on tablet ${tablet}` });
    }
    return undefined;
  }

  /** The acts of one person on one tablet come in the order in which they were done. */
  #outOfOrder(): string | undefined {
    const order = new Map([...this.#shown.keys()].map((id, index) => [id, index]));
    const last = new Map<string, number>();
    for (const id of this.#server.commands.keys()) {
      const act = this.#shown.get(id);
      const tablet = act && this.#tablets[act.tablet];
      if (!act || !tablet || tablet.overtaken.has(id)) continue;
      // What was dropped while the storage refused to forget it is sent by the next page.
      if (!tablet.alwaysStored && this.#isDropped(id)) continue;
      const [of, index] = [`${act.by} on tablet ${act.tablet}`, order.get(id) ?? 0];
      if (index < (last.get(of) ?? 0)) return `an act of ${of} came after a later one (${id})`;
      last.set(of, index);
    }
    return undefined;
  }

  /** An act that was shown as done is done, or was told on that tablet not to be: never both, never neither. */
  #brokenOf({ command, tablet, by, inTouch, ofLease }: ShownAct): string | undefined {
    const { told, overtaken, alwaysStored } = this.#tablets[tablet] as SimulatedTablet;
    const kept = this.#server.commands.get(command.id);
    const why = told.get(command.id)?.why;
    const isTold =
      (why !== undefined && why !== "renumbered" && why !== "help-stands") ||
      // However many acts were noted after a close, one sentence tells of all.
      (kept?.refusal === "noted-after-close" && [...told.values()].some((one) => one.why === "noted-after-close"));
    const act = `« ${command.type} » of ${by} on tablet ${tablet} (${command.id})`;
    // A close makes void what was lent, also for who does not know of it; the tablet tells of it afterwards.
    if (ofLease && why === "renumbered" && alwaysStored && !this.#wasReopened)
      return `${act} gave a number that was lent to this tablet, and somebody else had it`;
    if (kept && kept.by !== by) return `${act} was received as an act of ${kept.by}`;
    const { endedAutomaticallyAt: end } = this.#server.line;
    if (
      inTouch &&
      !overtaken.has(command.id) &&
      kept?.refusal === "permanence-closed" &&
      kept.hadEnded &&
      end !== undefined &&
      command.at < end &&
      ON_PEOPLE.has(command.type)
    )
      return `${act} was refused, although it was done before the line ended by itself`;
    if (kept && kept.refusal === undefined) return isTold ? `${act} is done, and was told not to be` : undefined;
    if (isTold || this.#unread.has(command.id)) return undefined;
    if (this.#isDropped(command.id)) return undefined;
    if (kept && this.#helpStands(command.id)) return undefined;
    return kept
      ? `${act} was refused ${kept.refusal}, and nobody was told`
      : `${act} never came to the server, and nobody was told`;
  }

  get #wasReopened(): boolean {
    return [...this.#shown.values()].some(({ command }) => command.type === "reopen");
  }

  /** Whether it is a call that was refused while the help that followed it stands: nothing is to be told then. */
  #helpStands(id: string): boolean {
    const call = this.#shown.get(id)?.command;
    if (call?.type !== "call" && call?.type !== "call-next") return false;
    const whom =
      call.type === "call" ? call.visit : call.expected && "visit" in call.expected ? call.expected.visit : "";
    return [...this.#shown.values()].some(
      ({ command }) =>
        command.type === "start" &&
        command.visit === whom &&
        this.#server.commands.get(command.id)?.refusal === undefined,
    );
  }

  readonly #isRefused = (id: string): boolean => this.#server.commands.get(id)?.refusal !== undefined;

  /** Whether it rests on an act of the same tablet of which was told that it is not done. */
  #isDropped(id: string): boolean {
    const own = this.#shown.get(id) as ShownAct;
    const { told } = this.#tablets[own.tablet] as SimulatedTablet;
    const ofTablet = [...this.#shown.values()].filter(({ tablet, by }) => tablet === own.tablet && by === own.by);
    // Of a call that was refused while the help after it stands nothing is told, nor of what lay between.
    const refused = ofTablet
      .filter(({ command: { id: of } }) => told.has(of) || (this.#isRefused(of) && this.#helpStands(of)))
      .map(({ command }) => command);
    return dependentsOf(
      refused,
      ofTablet.map(({ command }) => command),
    ).some((command) => command.id === id);
  }

  #taps(tablet: SimulatedTablet, step: Step, index: number): void {
    const { page } = tablet;
    if (!page) return tablet.opens(this.#team[tablet.index] as string);
    const { state, confirmed, exchanges, waiting, ownCommands, isRead } = page.store.get();
    const now = page.clock.now();
    const desk = deskOf(state, page.by)?.number ?? tablet.index + 1;
    const outOfReach = isOutOfReach(
      connectionOf(
        exchanges,
        waiting.map((command) => command.at),
        now,
      ),
    );
    if (outOfReach && !isRead) return;
    const own = ownCommands.map((id) => ({ command: { id } }));
    // Somebody touches what the screen offers: a step that is none of it now becomes the next act of the table.
    for (const kind of [step.kind, "goes-on", "walk-in"] as const) {
      const asked = actOf(asHalfDayStep({ ...step, kind }, desk), index, state, now, own);
      if (!asked || (outOfReach && NEED_THE_SERVER.has(asked.type))) continue;
      if (
        tablet.taps(
          asked.type === "call-next" ? this.#callOf(asked, state, outOfReach ? confirmed : undefined, now) : asked,
        )
      )
        return;
    }
  }

  /** « Appeler », as the screen offers it. `known`: without network, the line of the last exchange. */
  #callOf(asked: CallNext, state: LineState, known: LineState | undefined, now: Instant): RequestedAct {
    const isAnybody = known === undefined || this.#fault === "outside-the-hand";
    const next = isAnybody ? nextInTurn(state, now) : handOf(known, state, asked.desk, now)[0];
    if (!next) return asked;
    const expected = { visit: next.id, state: next.state };
    return known === undefined
      ? { ...asked, expected }
      : { type: "call", visit: next.id, desk: asked.desk, fromHand: true, expected };
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
    switch (kind) {
      case "kiosk":
        // A kiosk that was not answered asks once more, with the same id.
        this.#server.receivesOf("kiosk-1", id, { type: "add-visit", visit: `kiosk-${index}` });
        if (pick % 5 === 0) this.#server.receivesOf("kiosk-1", id, { type: "add-visit", visit: `kiosk-${index}` });
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

  /** The page of this tablet ends: what it has just shown nobody has read, and what it says to be kept by it alone is lost. */
  #noteUnread(tablet: SimulatedTablet): void {
    const line = tablet.page?.store.get();
    if (line?.unkept) for (const { id } of line.waiting) this.#unread.add(id);
    for (const { command, tablet: of, shownAt } of this.#shown.values())
      if (of === tablet.index && this.#time.now - shownAt < READ_AFTER) this.#unread.add(command.id);
  }
}

const isOf = <Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind =>
  (kinds as readonly string[]).includes(kind);

/** Whether somebody had their number before they were called, was called before they were helped, and none of it lies ahead. */
function isInOrder(visit: Visit, now: number): boolean {
  const times = [
    visit.joinedAt,
    "calledAt" in visit ? visit.calledAt : undefined,
    "startedAt" in visit ? visit.startedAt : undefined,
    "endedAt" in visit ? visit.endedAt : undefined,
  ].filter((moment) => moment !== undefined);
  return times.every((moment, index) => moment <= now && moment >= (times[index - 1] ?? 0));
}
