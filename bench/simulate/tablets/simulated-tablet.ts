import type { Browser, KeptTexts } from "#components/tablet/device/browser.ts";
import { startClock, type TabletClock } from "#components/tablet/device/clock.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import type { LineServer } from "#components/tablet/device/line-server.ts";
import { lineStore, type LineStore, type RequestedAct } from "#components/tablet/device/line-store.ts";
import type { KeptCommand, Outbox } from "#components/tablet/device/outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { tablesOf } from "#lib/queue/order/hand.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import type { Fault } from "./faults.ts";
import type { Random } from "#bench/wait/random.ts";
import type { SimulatedServer } from "./simulated-server.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** After so long without an answer a request is given up, as `line-server.ts` does. */
const REQUEST_TIMEOUT = 8 * SECOND;

/** Milliseconds after which a stream that is cut is called lost, and within which it is open again once there is a way. */
const [CUT_AFTER, REOPENED_AFTER] = [5 * SECOND, 2 * SECOND];

/** The way between a tablet and the server. `delay`: milliseconds each way. `doubles`: each request arrives twice. */
export type Link = {
  isUp: boolean;
  losesAnswers: boolean;
  doubles: boolean;
  delay: number;
};

/** How the storage of a browser does: it works, refuses each time, or never answers. `delay`: milliseconds that it takes. */
export type StorageState = { readonly is: "working" | "failing" | "hanging"; readonly delay: number };

/** What several tablets share. */
export type World = {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly server: SimulatedServer;
  readonly fault?: Fault | undefined;
};

/** An act that somebody saw done on a tablet. `shownAt`: by the time of the simulation. `inTouch`: the tablet had been in touch with the server for them before. */
export type ShownAct = {
  readonly command: Command;
  readonly tablet: number;
  readonly by: string;
  readonly shownAt: number;
  readonly inTouch: boolean;
  /** A number that was lent to this tablet and that it gave without network. */
  readonly ofLease?: true;
  /** The tables of the last exchange, of a call that was made without network to somebody who was there then. */
  readonly amongTables?: string;
};

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
  /** What people read on it of acts that were not done as shown: reasons, by the id of the command. */
  readonly told = new Map<string, ActNotice>();
  /** Ids of acts that lay in its storage when a page was opened that could not read it: newer acts may be sent before them. */
  readonly overtaken = new Set<string>();
  readonly #world: World;
  readonly #onShown: (act: ShownAct) => void;
  #commands: readonly KeptCommand[] = [];
  /** The line as the device keeps it for whoever was last signed in here. */
  #copy: { readonly by: string; readonly line: LineState } | undefined;
  readonly #ofDevice = new Map<string, string>();
  #ofTab = new Map<string, string>();
  /** How often the way to the server was cut or came back: what was planned before counts no more. */
  #changesOfLink = 0;

  constructor(index: number, world: World, onShown: (act: ShownAct) => void) {
    this.index = index;
    this.#world = world;
    this.#onShown = onShown;
  }

  get storage(): StorageState {
    return this.#storage;
  }

  set storage(storage: StorageState) {
    this.#storage = storage;
    if (storage.is !== "working") this.alwaysStored = false;
  }

  /** Whose acts lie unsent in its storage, each once. */
  get unsentOf(): readonly string[] {
    return [...new Set(this.#commands.flatMap(({ conseiller }) => conseiller ?? []))];
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
    if (this.storage.is !== "working") for (const { id } of this.#commands) this.overtaken.add(id);
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
      }),
    };
    this.page = page;
    let notices: readonly ActNotice[] = [];
    page.store.subscribe(() => {
      const { notices: now } = page.store.get();
      if (now !== notices) for (const notice of now) this.told.set(notice.command, notice);
      notices = now;
    });
    page.stop = page.store.start();
  }

  /** The page is loaded anew: what the browser keeps of the tab stays. */
  reloads(): void {
    const by = this.page?.by;
    if (by !== undefined) this.opens(by);
  }

  /** The page ends from one moment to the next, without a last word. */
  dies(): void {
    if (this.page) this.page.isAlive = false;
    this.page = undefined;
    this.#ofTab = new Map();
  }

  closes(): void {
    this.page?.stop();
    if (this.page) this.page.isAlive = false;
    this.page = undefined;
  }

  /** One tap. Answers whether the rules on the tablet accept it. */
  taps(...acts: readonly RequestedAct[]): boolean {
    const { page } = this;
    if (!page) return false;
    const { confirmed, waiting } = page.store.get();
    const before = waiting.length;
    page.store.act(...acts);
    const done = page.store.get().waiting.slice(before);
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
          command.fromHand &&
          visitOf(confirmed, command.visit) && { amongTables: tablesOf(confirmed).join() }),
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
    const [ofDevice, ofTab] = [this.#ofDevice, this.#ofTab];
    return {
      now: () => time.now + this.ahead,
      after: (milliseconds, run) => {
        const { page } = this;
        // What the store plans while it is made belongs to the page that is being opened.
        return time.after(milliseconds, () => {
          if (page === undefined ? this.page?.isAlive : this.#isOpen(page)) run();
        });
      },
      random: (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(random.share() * 256)),
      ofDevice: this.#texts(ofDevice),
      ofTab: this.#texts(ofTab),
      network: { isThere: () => this.link.isUp, follow: () => () => undefined },
    };
  }

  #texts(kept: Map<string, string>): KeptTexts {
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => {
        if (this.storage.is === "failing") throw new Error("The storage is full.");
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
          if (this.storage.is === "failing") reject(new Error("The storage refuses."));
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

  #lineServer(by: string): LineServer {
    const { server } = this.#world;
    return {
      post: async (commands) =>
        (await this.#requests(() => ({
          kind: "answered" as const,
          results: server.post(by, commands),
          state: server.line,
        }))) ??
        (this.#world.fault === "lost-answer-refused"
          ? {
              kind: "answered",
              results: commands.map(({ id }) => ({ id, outcome: "refused", refusal: "state-changed" })),
            }
          : { kind: "unreachable" }),
      borrowNumbers: (by_) => this.#requests(() => server.lends(by, by_)),
      read: async (sentAll) =>
        (await this.#requests(() => ({ kind: "read" as const, state: server.read(by, sentAll) }))) ?? {
          kind: "unreachable",
        },
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

  /** A request over the way as it is: it and its answer may be lost or late, and it may arrive twice. Undefined without an answer. */
  #requests<Value>(arrives: () => Value): Promise<Value | undefined> {
    const { page } = this;
    const { time } = this.#world;
    return new Promise((resolve) => {
      const answered = (value: Value | undefined): void => {
        giveUp();
        if (this.#isOpen(page)) resolve(value);
      };
      const giveUp = time.after(REQUEST_TIMEOUT, () => answered(undefined));
      const { isUp, delay, doubles } = this.link;
      if (!isUp) return void time.after(delay, () => answered(undefined));
      time.after(delay, () => {
        const value = arrives();
        if (doubles) time.after(delay, () => void arrives());
        if (!this.link.losesAnswers) time.after(delay, () => this.link.isUp && answered(value));
      });
    });
  }
}
