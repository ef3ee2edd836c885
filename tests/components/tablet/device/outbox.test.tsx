import "@testing-library/jest-dom";
import { act, render, screen } from "@testing-library/react";
import { UnsentActsNotice } from "#components/tablet/unsent-acts-notice.tsx";
import { ME, at, open, person, then, COLLEAGUE, ZONE } from "#tests/components/tablet/morning.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { resilientOutbox, memoryOutbox, type Outbox } from "#components/tablet/device/outbox.ts";
import { atTime, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import {
  copyOf,
  holderOf,
  isUsable,
  serverTimeBy,
  siteOf,
  type TabletPage,
} from "#components/tablet/offline/half-day-copy.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";

describe("the notice of unsent acts", () => {
  const labels = { title: "Pas encore parties.", kept: "Elles attendent.", send: "Les envoyer" };

  /** The notice on a tablet that stores acts for these half-days, by conseiller. */
  async function shown(kept: Readonly<Record<string, readonly string[]>>, asked: string[] = []): Promise<void> {
    const look = async (conseiller: string) => (asked.push(conseiller), kept[conseiller] ?? []);
    await act(
      async () => void render(<UnsentActsNotice me={ME} list="/ar/conseiller" labels={labels} readUnsent={look} />),
    );
  }

  test("a conseiller with unsent acts on this tablet reads so, with a link to where they are sent", async () => {
    const asked: string[] = [];
    await shown({ [ME]: ["neuhof", "hautepierre"] }, asked);
    expect(screen.getByRole("status")).toHaveTextContent("Pas encore parties. Elles attendent.");
    expect(screen.getByRole("link", { name: "Les envoyer" })).toHaveAttribute(
      "href",
      "/ar/conseiller/permanences/neuhof",
    );
    expect(asked).toEqual([ME]);
  });

  test("unsent acts of others are not mentioned", async () => {
    await shown({ somebody: ["neuhof"] });
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  test("a browser that keeps nothing has nothing to tell", async () => {
    await act(
      async () =>
        void render(
          <UnsentActsNotice
            me={ME}
            list="/conseiller"
            labels={labels}
            readUnsent={() => Promise.reject(new Error("SecurityError"))}
          />,
        ),
    );
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });
});

describe("the browser's leave to clear what is kept", () => {
  beforeEach(() => atTime("9:10"));
  afterEach(() => void Reflect.deleteProperty(navigator, "storage"));

  /** A browser that counts how often it was asked not to clear what this site keeps. */
  function asked(answer: () => Promise<boolean>): { times: number } {
    const count = { times: 0 };
    const persist = () => ((count.times += 1), answer());
    Object.defineProperty(navigator, "storage", { configurable: true, value: { persist } });
    return count;
  }

  test("it is asked with the first act not to clear what is kept, and only once", async () => {
    const browser = asked(async () => true);
    await showTablet(open(2));
    expect(browser.times).toBe(0);
    await tap(/^Appeler le 1/);
    await tap("Commencer");
    expect(browser.times).toBe(1);
  });

  test("an act is done all the same where it refuses, fails, or cannot be asked", async () => {
    for (const answer of [async () => false, () => Promise.reject(new Error("TypeError"))]) {
      asked(answer);
      const { server, leave } = await showTablet(open(2));
      await tap(/^Appeler le 1/);
      expect(server.received.map(({ type }) => type)).toEqual(["call-next"]);
      leave();
    }
    Object.defineProperty(navigator, "storage", { configurable: true, value: undefined });
    const { server } = await showTablet(open(2));
    await tap(/^Appeler le 1/);
    expect(server.received).toHaveLength(1);
  });
});

describe("the outbox", () => {
  type Failures = { readonly [Operation in keyof Outbox]?: number };

  /** A browser storage that fails this often per operation: a full disk, a connection closed while the tablet slept. */
  function failing(outbox: Outbox, times: Failures): Outbox {
    const left = { all: 0, add: 0, remove: 0, ...times };
    const fail = (operation: keyof Outbox): void => {
      if ((left[operation] -= 1) >= 0) throw new Error("AbortError");
    };
    return {
      all: async () => (fail("all"), outbox.all()),
      add: async (commands) => (fail("add"), outbox.add(commands)),
      remove: async (ids) => (fail("remove"), outbox.remove(ids)),
    };
  }

  const command = (id: number): Command => ({
    id: person(id),
    at: at(`9:0${id}`),
    device: "tablet-1",
    conseiller: ME,
    type: "finish",
    visit: person(id),
  });
  const ids = async (outbox: Outbox): Promise<string[]> => (await outbox.all()).map(({ id }) => id.slice(-1));
  const serving = () =>
    then(then(open(3), "8:55", { type: "call-next", desk: 2 }), "8:56", { type: "start", visit: person(1) });

  beforeEach(() => atTime("9:10"));

  test("a storage that fails once is opened anew, and keeps what was done", async () => {
    const kept = memoryOutbox([command(1)]);
    let opened = 0;
    const outbox = resilientOutbox(async () => ((opened += 1) === 1 ? failing(kept, { add: 1 }) : kept));
    expect(await ids(outbox)).toEqual(["1"]);
    await outbox.add([command(2)]);
    expect([opened, await ids(kept), await ids(outbox)]).toEqual([2, ["1", "2"], ["1", "2"]]);
  });

  test.each([["add"], ["all"], ["remove"]] as const)(
    "when the storage can no more (%s), all it kept is in memory, in its order",
    async (operation) => {
      const kept = memoryOutbox([command(1), command(2)]);
      const outbox = resilientOutbox(async () =>
        failing(kept, { [operation]: Infinity, ...(operation === "all" && { all: 0 }) }),
      );
      expect(await ids(outbox)).toEqual(["1", "2"]);
      await outbox.add([command(3)]);
      await outbox.remove([person(2)]);
      await outbox.add([command(4)]);
      expect(await ids(outbox)).toEqual(["1", "3", "4"]);
    },
  );

  test("what cannot be looked at any more is known from before", async () => {
    const kept = memoryOutbox([command(1)]);
    let reads = 0;
    const outbox = resilientOutbox(async () => ({
      ...kept,
      all: async () => ((reads += 1) > 1 ? Promise.reject(new Error("UnknownError")) : kept.all()),
    }));
    await outbox.all();
    await outbox.add([command(2)]);
    expect(await ids(outbox)).toEqual(["1", "2"]);
  });

  test("where the browser keeps nothing at all, memory stands in", async () => {
    const outbox = resilientOutbox(() => Promise.reject(new Error("SecurityError")));
    await outbox.add([command(1)]);
    expect(await ids(outbox)).toEqual(["1"]);
  });

  test("acts done at once are kept one after the other, also across a failure", async () => {
    const outbox = resilientOutbox(async () => failing(memoryOutbox(), { add: Infinity }));
    await Promise.all([outbox.add([command(1)]), outbox.add([command(2)]), outbox.add([command(3)])]);
    expect(await ids(outbox)).toEqual(["1", "2", "3"]);
  });

  test("an act that is asked for while it is being written is there, and written once", async () => {
    const kept = memoryOutbox();
    const writing = Promise.withResolvers<void>();
    const outbox = resilientOutbox(async () => ({
      ...kept,
      add: (commands) => writing.promise.then(() => kept.add(commands)),
    }));
    const added = outbox.add([command(1)]);
    const read = ids(outbox);
    writing.resolve();
    await added;
    expect([await read, await ids(kept)]).toEqual([["1"], ["1"]]);
  });

  describe("on a storage that fails for a while", () => {
    /** A storage that works, refuses or never answers, and what was said of it. */
    function storage(kept: Outbox) {
      let state: "works" | "fails" | "hangs" = "works";
      const said: boolean[] = [];
      const through = async <Value,>(operation: () => Promise<Value>): Promise<Value> => {
        if (state === "fails") throw new Error("QuotaExceededError");
        return state === "hangs" ? new Promise<Value>(() => undefined) : operation();
      };
      const open = async (): Promise<Outbox> => ({
        all: () => through(kept.all),
        add: (commands) => through(() => kept.add(commands)),
        remove: (ids) => through(() => kept.remove(ids)),
      });
      return {
        outbox: resilientOutbox(open, { onKept: (isKept) => said.push(isKept) }),
        said,
        is: (next: typeof state) => (state = next),
      };
    }

    test("acts are said not to be kept, and are written with the next one once it works", async () => {
      const kept = memoryOutbox();
      const { outbox, said, is } = storage(kept);
      is("fails");
      await outbox.add([command(1)]);
      expect([said, await ids(outbox)]).toEqual([[false], ["1"]]);
      is("works");
      await passes(6);
      await outbox.add([command(2)]);
      expect([said, await ids(kept)]).toEqual([
        [false, true],
        ["1", "2"],
      ]);
    });

    test("one that never answers holds up no act, and is said within half a second", async () => {
      const { outbox, said, is } = storage(memoryOutbox());
      is("hangs");
      const added = outbox.add([command(1)]);
      await passes(0.5);
      expect(said).toEqual([false]);
      await passes(2);
      await added;
      expect(await ids(outbox)).toEqual(["1"]);
    });

    test("an act that came while a write hung is still kept when that write ends", async () => {
      const kept = memoryOutbox();
      const hung = Promise.withResolvers<void>();
      const last = Promise.withResolvers<void>();
      const waits = [hung.promise, Promise.resolve(), last.promise];
      const outbox = resilientOutbox(async () => ({
        ...kept,
        add: async (commands) => (await waits.shift(), kept.add(commands)),
      }));
      const first = outbox.add([command(1)]);
      await passes(1);
      await first;
      const second = outbox.add([command(2)]);
      hung.resolve();
      await passes(0);
      // Its own write fails once: what is still missing is written with the second try.
      last.reject(new Error("AbortError"));
      await second;
      expect(new Set(await ids(kept))).toEqual(new Set(["1", "2"]));
    });

    test("what was sent meanwhile is taken out of it once it works", async () => {
      const kept = memoryOutbox();
      const { outbox, is } = storage(kept);
      await outbox.add([command(1)]);
      is("fails");
      await outbox.remove([person(1)]);
      expect([await ids(outbox), await ids(kept)]).toEqual([[], ["1"]]);
      is("works");
      await passes(6);
      expect([await ids(outbox), await ids(kept)]).toEqual([[], []]);
    });

    test("that it holds nothing is not claimed while it cannot be read", async () => {
      const { outbox, is } = storage(memoryOutbox([command(1)]));
      is("fails");
      expect([await outbox.all(), await outbox.stored()]).toEqual([[], undefined]);
    });
  });

  test("where neither the network nor the storage takes an act, the tablet says that the page alone has it", async () => {
    const { server } = await showTablet(serving(), { kept: failing(memoryOutbox(), { add: Infinity }) });
    server.cut();
    await passes(20);
    await tap(/^Terminer(?! et)/);
    await passes(3);
    const banner = screen.getByText(/cette tablette n’enregistre pas. Gardez cette page ouverte\.$/u);
    expect(banner).toBeInTheDocument();
    expect(screen.queryByText(/tout est gardé|est gardé et partira|action gardée/u)).not.toBeInTheDocument();
    server.restore();
    await passes(20);
    expect(banner).not.toBeInTheDocument();
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
  });

  test("an act kept from before a reload is sent although it cannot be taken out of the storage", async () => {
    const { server } = await showTablet(serving(), { kept: failing(memoryOutbox([command(1)]), { remove: Infinity }) });
    await passes(60);
    expect(server.received.map(({ type }) => type)).toEqual(["finish"]);
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
  });
});

describe("the copy of a half-day", () => {
  const line = open(3);

  const pageOf = (site: Partial<TabletPage["site"]> = {}): TabletPage =>
    ({
      localDate: "2026-09-07",
      topics: {},
      site: { permanence: line.permanence, zone: ZONE, me: ME, ...site },
    }) as TabletPage;

  const NINE = at("9:00");
  /** The clock of this device is four hours slow. */
  const DEVICE = NINE - 4 * 60 * MINUTE;

  test("a line comes back from its copy as the server gave it", () => {
    expect(copyOf(pageOf(), line, NINE, DEVICE).line).toEqual(line);
  });

  test("a copy holds no name and no code, whatever the page shows of a resident", () => {
    const written = JSON.stringify(copyOf(pageOf(), line, NINE, DEVICE));
    expect(written).not.toMatch(/name|phone|email|code/i);
  });

  test("the time of the server is known without it, by the difference of the clocks", () => {
    expect(serverTimeBy(copyOf(pageOf(), line, NINE, DEVICE), DEVICE + 30 * MINUTE)).toBe(NINE + 30 * MINUTE);
  });

  test("a copy is used by whom it is for, by the server's time", () => {
    const copy = copyOf(pageOf(), line, NINE, DEVICE);
    expect(isUsable(copy, ME, DEVICE)).toBe(true);
    expect(isUsable(copy, COLLEAGUE, DEVICE)).toBe(false);
    expect(isUsable(copy, ME, DEVICE + 24 * 60 * MINUTE)).toBe(false);
  });

  test("a copy of another build's format is not used", () => {
    const copy = copyOf(pageOf(), line, instant(NINE), DEVICE);
    expect(isUsable({ ...copy, format: 1 }, ME, DEVICE)).toBe(false);
  });

  test("what a login of one's own has kept is not shown to who chose that name on a shared tablet", () => {
    const own = copyOf(pageOf(), line, NINE, DEVICE);
    expect(isUsable(own, holderOf(pageOf({ shared: true }).site), DEVICE)).toBe(false);
    expect(isUsable(copyOf(pageOf({ shared: true }), line, NINE, DEVICE), ME, DEVICE)).toBe(false);
  });

  test("what was read on a day before says on the day itself no more that it is ahead", () => {
    const copy = copyOf(pageOf({ ahead: {} }), line, NINE, DEVICE);
    expect(siteOf(copy, instant(NINE - 24 * 60 * MINUTE), "fr")).toHaveProperty("ahead");
    expect(siteOf(copy, NINE, "fr")).not.toHaveProperty("ahead");
  });

  test("the day is said in the language of the page, whatever that of the copy", () => {
    const copy = copyOf(pageOf({ day: "الاثنين 7/9" }), line, NINE, DEVICE);
    expect(siteOf(copy, NINE, "fr").day).toBe("lundi 7 septembre");
  });
});
