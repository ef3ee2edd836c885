import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { clock } from "#lib/server/clock.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import { openProxy, type CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import { openProfile } from "#tests/support/devices.ts";
import { keptRows } from "#tests/support/kept-rows.ts";
import { giveClock, shiftClock } from "#tests/rig/device-clock.ts";
import { commandOf, killAll, processesBelow } from "#tests/rig/processes.ts";

/** Milliseconds that a step on a page may take, on a machine with other work. */
const PATIENCE = 60_000;

/** What a tablet holds and shows at one moment. */
export type Look = {
  /** The ids of the last acts that were done on this page, the newest last. */
  readonly made: readonly string[];
  /** The acts that are not answered, as the device keeps them. */
  readonly unsent: readonly Command[];
  /**
   * The last acts that this page has given its storage to keep; one that is answered, or falls with another, is unsent
   * no more.
   */
  readonly added: readonly Command[];
  /** What is kept to be told until « Compris ». */
  readonly notices: readonly ActNotice[];
  /** The sentences about acts that were not done as shown that this page has shown so far, each time that one came. */
  readonly told: readonly string[];
  /** What can be tapped now, each button with all its words. */
  readonly buttons: readonly string[];
  /** The numbers of the line, in the order in which they stand on the screen. */
  readonly line: readonly string[];
  readonly isAllKept: boolean;
  /** It says that the server does not answer. */
  readonly isCutOff: boolean;
  /** Without network, the people whom this desk may call without asking are all called. */
  readonly isHandEmpty: boolean;
};

/** A tablet: a Chromium of its own with what it stores, behind a way to the server that can be cut at the socket. */
export class Device {
  readonly link: CuttableProxy;
  page!: Page;
  readonly #folder: string;
  #context!: BrowserContext;

  private constructor(link: CuttableProxy, folder: string) {
    this.link = link;
    this.#folder = folder;
  }

  /** A new one in front of the server at `url`; what it stores lies below `folder`. */
  static async open(url: string, folder: string): Promise<Device> {
    const device = new Device(await openProxy(url), folder);
    await device.turnOn();
    return device;
  }

  /** Starts the browser on what it has stored, with a clock that goes like that of the server. */
  async turnOn(): Promise<void> {
    const viewport = { width: 820, height: 1180 };
    this.#context = await openProfile(this.#folder, { baseURL: this.link.url, viewport });
    this.#context.setDefaultTimeout(PATIENCE);
    await giveClock(this.#context, clock.offset());
    await this.#context.addInitScript(noteWhatIsTold);
    await this.#context.addInitScript(noteWhatIsAdded);
    this.page = await this.#context.newPage();
  }

  /**
   * Finds the processes of the browser; what it answers ends them all at once, as when the battery is empty (SIGKILL).
   */
  async aimed(): Promise<() => Promise<void>> {
    const mine = await Promise.all(
      (await processesBelow(process.pid)).map(async (pid) => ({ pid, command: await commandOf(pid) })),
    );
    const main = mine.find(
      ({ command }) => command.includes(`--user-data-dir=${this.#folder}`) && !command.includes("--type="),
    );
    if (!main) throw new Error("No browser runs on this tablet, so none can be killed.");
    const all = [main.pid, ...(await processesBelow(main.pid))];
    return () => killAll(all);
  }

  async turnOff(): Promise<void> {
    await this.#context.close();
  }

  async close(): Promise<void> {
    await this.#context.close().catch(() => undefined);
    await this.link.close();
  }

  /** The device’s own clock goes on with that of the server. */
  async timeGoesOn(): Promise<void> {
    await shiftClock(this.page, clock.offset());
  }

  /** Waits until the worker answers for the page, and has what the page needs without network. */
  async isInstalled(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  async look(): Promise<Look> {
    const stored = await keptRows<{ readonly command: Command }>(this.page, "permanences-tablet", "commands");
    return { ...(await this.page.evaluate(lookInside)), unsent: stored.map(({ command }) => command) };
  }

  /** The line of a half-day as this device keeps it since the last exchange. */
  async keptLine(permanence: string): Promise<LineState | undefined> {
    type Copy = { readonly permanence: string; readonly line: LineState };
    const copies = await keptRows<Copy>(this.page, "permanences-half-days", "copies");
    return copies.find((copy) => copy.permanence === permanence)?.line;
  }

  keepPicture(folder: string, name: string): Promise<unknown> {
    return this.page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", timeout: 5_000 });
  }
}

/** Runs in the browser. */
function lookInside(): Omit<Look, "unsent"> {
  const words = (element: Element): string =>
    ((element as HTMLElement).innerText || element.textContent || "").replaceAll(/\s+/gu, " ").trim();
  const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
  const of = (storage: Storage, key: string): unknown => JSON.parse(storage.getItem(key) ?? "[]");
  const buttons = [...document.querySelectorAll("button")].filter((button) => isSeen(button) && !button.disabled);
  return {
    made: of(sessionStorage, "permanences.made-here") as string[],
    notices: (of(localStorage, "permanences.notices") as { notice: ActNotice }[]).map(({ notice }) => notice),
    told: (window as unknown as { told?: string[] }).told ?? [],
    added: (window as unknown as { added?: Command[] }).added?.slice(-20) ?? [],
    buttons: buttons.map(words),
    line: [...document.querySelectorAll("ol > li > button[aria-haspopup=dialog] .number")].map(words),
    isAllKept: /Tout est gardé|C’est envoyé/u.test(words(document.querySelector("header") ?? document.body)),
    isCutOff: document.querySelector("#network-reason") !== null,
    isHandEmpty: words(document.body).includes("Vos numéros sont finis."),
  };
}

/** Runs in the browser before the page: keeps the words of each sentence that stands beside « Compris ». */
function noteWhatIsTold(): void {
  const told: string[] = [];
  const known = new WeakSet<Element>();
  (window as unknown as { told: string[] }).told = told;
  const look = (): void => {
    for (const sentence of document.querySelectorAll("[role=status] > :has(> button)"))
      if (!known.has(sentence) && sentence.textContent.includes("Compris")) {
        known.add(sentence);
        told.push(sentence.textContent);
      }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** Runs in the browser before the page: keeps the commands that are given to the storage of the outbox. */
function noteWhatIsAdded(): void {
  const added: Command[] = [];
  (window as unknown as { added: Command[] }).added = added;
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (
    this: IDBObjectStore,
    row: { readonly command: Command },
    key?: IDBValidKey,
  ) {
    if (this.name === "commands") added.push(row.command);
    return add.call(this, row, key);
  };
}
