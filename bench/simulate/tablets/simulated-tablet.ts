import type { Browser, KeptTexts } from "#components/tablet/device/browser.ts";
import { startClock, type TabletClock } from "#components/tablet/device/clock.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import type { SendAnswer, LineServer, ReadAnswer } from "#components/tablet/device/line-server.ts";
import { lineStore, type LineStore, type RequestedAct } from "#components/tablet/device/line-store.ts";
import type { ActSigner } from "#components/tablet/device/act-keys.ts";
import type { KeptCommand, Outbox } from "#components/tablet/device/outbox.ts";
import { dependentsOf } from "#components/tablet/device/dependent-commands.ts";
import { visitNamedIn, type Command } from "#lib/queue/acts/acts.ts";
import { lentTo, wantsNumbers } from "#lib/queue/acts/lease-numbers.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { callableWithoutNetwork, sharingDesks } from "#lib/queue/order/share-without-network.ts";
import type { CommandResult } from "#lib/queue/receive-command.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import type { Fault } from "./faults.ts";
import type { Random } from "#bench/wait/random.ts";
import type { ShownAct } from "#tests/support/shown-acts.ts";
import { Wire } from "./over-the-wire.ts";
import type { SimulatedServer } from "./simulated-server.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** After so long without an answer a request is given up, as `line-server.ts` does. */
const REQUEST_TIMEOUT = 8 * SECOND;

/**
 * Milliseconds after which a stream that is cut is called lost, and within which it is open again once there is a way.
 */
const CUT_AFTER = 5 * SECOND;
const REOPENED_AFTER = 2 * SECOND;

const UNREACHABLE = { kind: "unreachable" } as const;

/** What a storage throws that refuses. */
const FULL = new Error("The storage is full.");

/** The way between a tablet and the server. `delay`: milliseconds each way. `doubles`: each request arrives twice. */
export type Link = {
  isUp: boolean;
  losesAnswers: boolean;
  doubles: boolean;
  delay: number;
};

/**
 * How the storage of a browser does: it works, refuses each time, or never answers. `delay`: milliseconds that it
 * takes.
 */
export type StorageState = { readonly is: "working" | "failing" | "hanging"; readonly delay: number };

/** What several tablets share. */
export type World = {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly server: SimulatedServer;
  readonly fault?: Fault | undefined;
};

/** An act that somebody saw done. `shownAt`: by the time of the simulation. */
export type SeenAct = ShownAct & { readonly shownAt: number };

/** One life of a page, from its opening to its end. What it does afterwards reaches nothing. */
type Page = {
  readonly by: string;
  readonly store: LineStore;
  readonly clock: TabletClock;
  isAlive: boolean;
  stop: () => void;
  /** The callbacks of its live stream, while it follows. */
  stream?: Parameters<LineServer["follow"]>[0];
  newsOnItsWay?: true;
  /** Those of its notices that were last read. */
  noticesRead?: readonly ActNotice[];
};

/** A tablet: what its browser keeps, its clock, its way to the server, and the page that is open. */
export class SimulatedTablet {
  readonly index: number;
  readonly link: Link = { isUp: true, losesAnswers: false, doubles: false, delay: 40 };
  #storage: StorageState = { is: "working", delay: 0 };
  /** Whether its storage has always worked. One that did not may have forgotten which numbers were given. */
  alwaysStored = true;
  /** Milliseconds by which its own clock is ahead. */
  ahead = 0;
  page: Page | undefined;
  readonly #told = new Map<string, ActNotice>();
  /**
   * Ids of acts that lay in its storage while a page had been opened that could not read it: newer acts may be sent
   * before them.
   */
  readonly overtaken = new Set<string>();
  readonly #world: World;
  readonly #onShown: (act: SeenAct) => void;
  readonly #wire = new Wire();
  #commands: readonly KeptCommand[] = [];
  /** The line as the device keeps it for whoever was last signed in here. */
  #copy: { readonly by: string; readonly line: LineState } | undefined;
  readonly #ofDevice = new Map<string, string>();
  #ofTab = new Map<string, string>();
  /** How often the way to the server was cut or came back: what was planned before counts no more. */
  #changesOfLink = 0;

  constructor(index: number, world: World, onShown: (act: SeenAct) => void) {
    this.index = index;
    this.#world = world;
    this.#onShown = onShown;
  }

  get storage(): StorageState {
    return this.#storage;
  }

  set storage(storage: StorageState) {
    this.#storage = storage;
    if (storage.is === "working") return;
    this.alwaysStored = false;
    if (this.page && !this.page.store.get().isRead) this.#isOvertaken();
  }

  /** What people read on it of acts that were not done as shown: reasons, by the id of the command. */
  get told(): ReadonlyMap<string, ActNotice> {
    this.#readsNotices();
    return this.#told;
  }

  /**
   * Somebody reads what the page has to tell: before each tap, which puts some of it away, and before the page ends.
   */
  #readsNotices(): void {
    const { page } = this;
    const notices = page?.store.get().notices;
    if (!page || !notices || notices === page.noticesRead) return;
    for (const notice of notices) this.#told.set(notice.command, notice);
    page.noticesRead = notices;
  }

  /** Whether its storage holds acts, of whomever. */
  get holdsUnsent(): boolean {
    return this.#commands.length > 0;
  }

  /** Whether it has fewer numbers than it is to have at hand, for when the network is gone. */
  get wantsNumbers(): boolean {
    const { page } = this;
    const device = page?.store.get().device;
    return device !== undefined && device !== "" && wantsNumbers(page?.store.get().state as LineState, device);
  }

  /** The page that is open cannot read what lies in the storage. */
  #isOvertaken(): void {
    for (const { id } of this.#commands) this.overtaken.add(id);
  }

  /** Somebody opens the page with their account. Without a way to the server there is none. */
  opens(by: string): void {
    const { time, server, fault } = this.#world;
    if (fault === "reload-forgets" && this.page?.by === by) this.#commands = [];
    if (fault === "wiped-by-colleague") this.#commands = this.#commands.filter(({ conseiller }) => conseiller === by);
    this.closes();
    const copy = this.#copy?.by === by ? this.#copy.line : undefined;
    // Nobody signs in without network; who was signed in here finds the copy that the device keeps.
    if (!this.link.isUp && !copy) return;
    if (this.storage.is !== "working") this.#isOvertaken();
    const browser = this.#browser();
    if (this.#copy?.by !== by) this.#copy = undefined;
    const clock = startClock(instant(time.now), browser.now);
    const page: Page = {
      by,
      clock,
      isAlive: true,
      stop: () => undefined,
      store: lineStore({
        initial: this.link.isUp ? server.line : (copy ?? server.line),
        ...(!this.link.isUp && { unreachableSince: instant(time.now) }),
        onConfirmed: (line) => {
          if (this.storage.is === "working") this.#copy = { by, line };
        },
        server: this.#lineServer(by),
        openOutbox: () => Promise.resolve(this.#outbox()),
        clock,
        browser,
        me: by,
        signer: this.#signer(by),
      }),
    };
    this.page = page;
    page.stop = page.store.start();
  }

  /** The page is loaded anew: what the browser keeps of the tab stays. */
  reloads(): void {
    const by = this.page?.by;
    if (by !== undefined) this.opens(by);
  }

  /** The page ends from one moment to the next, without a last word. */
  dies(): void {
    this.#readsNotices();
    if (this.page) this.page.isAlive = false;
    this.page = undefined;
    this.#ofTab = new Map();
  }

  closes(): void {
    this.#readsNotices();
    this.page?.stop();
    if (this.page) this.page.isAlive = false;
    this.page = undefined;
  }

  /** One tap. Answers whether the rules on the tablet accept it. */
  taps(...acts: readonly RequestedAct[]): boolean {
    const { page } = this;
    if (!page) return false;
    this.#readsNotices();
    const { state, confirmed, waiting } = page.store.get();
    const before = waiting.length;
    page.store.act(...acts);
    const done = page.store.get().waiting.slice(before);
    // Whose own desk was left is taken up again at any desk.
    const isReturning = done.some(({ type }) => type === "resume");
    for (const command of done)
      this.#onShown({
        command,
        tablet: this.index,
        by: page.by,
        shownAt: this.#world.time.now,
        inTouch: this.#world.server.hasExchanged(page.by, command.device),
        ...("number" in command &&
          lentTo(confirmed, command.device).includes(command.number ?? 0) && { ofLease: true as const }),
        ...(command.type === "call" &&
          command.withoutNetwork &&
          !isReturning &&
          visitOf(confirmed, command.visit) &&
          callableWithoutNetwork(confirmed, state, command.desk, command.at).length > 0 && {
            amongDesks: sharingDesks(confirmed, command.desk).join(),
          }),
      });
    return done.length > 0;
  }

  /** The way to the server is cut, or there is one again. */
  linkChanges(isUp: boolean): void {
    if (this.link.isUp === isUp) return;
    this.link.isUp = isUp;
    this.#changesOfLink += 1;
    const change = this.#changesOfLink;
    this.#world.time.after(isUp ? REOPENED_AFTER : CUT_AFTER, () => {
      const stream = this.page?.stream;
      if (change !== this.#changesOfLink || !stream) return;
      if (isUp) this.#greets(stream);
      else stream.onLost({ why: "cut" });
    });
  }

  /** The server has a new version of the line, and says so to whoever follows. */
  hearsOfChange(): void {
    const { page } = this;
    if (!page?.stream || page.newsOnItsWay || !this.link.isUp) return;
    page.newsOnItsWay = true;
    this.#world.time.after(this.link.delay, () => {
      delete page.newsOnItsWay;
      if (page.isAlive && this.link.isUp) page.stream?.onVersion(this.#world.server.line.version, this.#now());
    });
  }

  readonly #now = (): Instant => instant(this.#world.time.now);

  #greets(stream: NonNullable<Page["stream"]>): void {
    stream.onOpen();
    stream.onVersion(this.#world.server.line.version, this.#now());
  }

  /** Whether the page is the one that is open: asked by what a page planned. */
  #isOpen(page: Page | undefined): boolean {
    return page !== undefined && page === this.page && page.isAlive;
  }

  #browser(): Browser {
    const { time, random } = this.#world;
    const ofDevice = this.#ofDevice;
    const ofTab = this.#ofTab;
    return {
      now: () => time.now + this.ahead,
      after: (milliseconds, run) => {
        const { page } = this;
        // What the store plans while it is made belongs to the page that is being opened.
        return time.after(milliseconds, () => {
          if (page === undefined ? this.page?.isAlive : this.#isOpen(page)) run();
        });
      },
      random: (bytes) => {
        const some = new Uint8Array(bytes);
        for (let at = 0; at < bytes; at += 1) some[at] = random.share() * 256;
        return some;
      },
      ofDevice: this.#texts(ofDevice),
      ofTab: this.#texts(ofTab),
      askToKeep: () => undefined,
      network: { isThere: () => this.link.isUp, follow: () => () => undefined },
    };
  }

  #texts(kept: Map<string, string>): KeptTexts {
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => {
        if (this.storage.is === "failing") throw FULL;
        kept.set(key, text);
      },
    };
  }

  /** IndexedDB: each operation is done wholly or not at all, and not once the page has ended. */
  #outbox(): Outbox {
    const { page } = this;
    const done = <Value>(operation: () => Value): Promise<Value> =>
      new Promise((resolve, reject) => {
        const run = (): void => {
          if (page !== undefined && !this.#isOpen(page)) return;
          if (this.storage.is === "failing") reject(FULL);
          if (this.storage.is === "working") resolve(operation());
        };
        if (this.storage.delay === 0) run();
        else this.#world.time.after(this.storage.delay, run);
      });
    return {
      all: () => done(() => (this.#world.fault === "outbox-unordered" ? this.#commands.toReversed() : this.#commands)),
      add: (commands) => done(() => void (this.#commands = [...this.#commands, ...commands])),
      remove: (ids) => done(() => void (this.#commands = this.#commands.filter(({ id }) => !ids.includes(id)))),
    };
  }

  /**
   * Every key is known to the server, and no signature is forged: that one proves its author is tested with real ones.
   */
  #signer(by: string): ActSigner {
    return {
      sign: (_, commands) =>
        Promise.resolve(
          commands.map((command) => ({ ...command, signed: { key: by, text: command.id, signature: by } })),
        ),
      announce: () => Promise.resolve(),
    };
  }

  #lineServer(by: string): LineServer {
    const { server, fault } = this.#world;
    return {
      postOfColleague: (commands) =>
        this.#requests<SendAnswer>(
          () => ({
            kind: "answered",
            results: commands.flatMap((command) => {
              const read = this.#wire.readSigned(server.line.permanence, command);
              return read ? server.post(fault === "sent-as-own" ? by : (command.signed?.key ?? by), [read]) : [];
            }),
            state: server.line,
          }),
          () => UNREACHABLE,
        ),
      post: (commands) =>
        this.#requests<SendAnswer>(
          () => {
            const read = this.#wire.read(commands);
            if (!read) return { kind: "not-understood" };
            const results = server.post(by, read);
            const fell = fault === "next-person-falls" ? this.#nextPeopleOf(commands, results) : [];
            return { kind: "answered", results: [...results, ...fell], state: server.line };
          },
          () =>
            fault === "lost-answer-refused"
              ? {
                  kind: "answered",
                  results: commands.map(({ id }) => ({ id, outcome: "refused", refusal: "state-changed" })),
                }
              : UNREACHABLE,
        ),
      borrowNumbers: (by_) =>
        this.#requests<LineState | undefined>(
          () => server.lends(by, by_),
          () => undefined,
        ),
      read: (sentAll) =>
        this.#requests<ReadAnswer>(
          () => ({ kind: "read", state: server.read(by, sentAll) }),
          () => UNREACHABLE,
        ),
      follow: (callbacks) => {
        const { page } = this;
        if (page) page.stream = callbacks;
        this.#world.time.after(this.link.delay, () => {
          if (this.#isOpen(page) && this.link.isUp) this.#greets(callbacks);
        });
        return { close: () => page && delete page.stream };
      },
      // Nobody looks for anybody by a code here: nothing of that is kept on a tablet.
      find: () => Promise.resolve({ kind: "unreachable" }),
      arrive: () => Promise.resolve(undefined),
    };
  }

  /**
   * The fault `next-person-falls`: the help of whom these commands called in the tap that ended a refused help leaves
   * the outbox, and nothing is told.
   */
  #nextPeopleOf(sent: readonly Command[], results: readonly CommandResult[]): readonly CommandResult[] {
    const waiting = this.page?.store.get().waiting ?? [];
    const refused = sent.filter(({ id }) => results.some((one) => one.id === id && one.outcome === "refused"));
    const toldOf = new Set(refused.map(visitNamedIn));
    return dependentsOf(refused, waiting)
      .filter((command) => !toldOf.has(visitNamedIn(command)))
      .map(({ id }) => ({ id, outcome: "already-applied" }));
  }

  /**
   * A request over the way as it is: it and its answer may be lost or late, and it may arrive twice. `unanswered`: what
   * it comes to without an answer.
   */
  #requests<Value>(arrives: () => Value, unanswered: () => Value): Promise<Value> {
    const { page } = this;
    const { time } = this.#world;
    return new Promise((resolve) => {
      const answered = (value: Value): void => {
        giveUp();
        if (this.#isOpen(page)) resolve(value);
      };
      const giveUp = time.after(REQUEST_TIMEOUT, () => answered(unanswered()));
      const { isUp, delay, doubles } = this.link;
      if (!isUp) return void time.after(delay, () => answered(unanswered()));
      time.after(delay, () => {
        const value = arrives();
        if (doubles) time.after(delay, () => void arrives());
        if (!this.link.losesAnswers) time.after(delay, () => this.link.isUp && answered(value));
      });
    });
  }
}
