import { act, render, screen } from "@testing-library/react";
import { Profiler } from "react";
import { FakeServer } from "#tests/components/tablet/fake-server.ts";
import { atTime, button, passes, showTablet, tabletOf, tap } from "#tests/components/tablet/show-tablet.tsx";
import { open, person, then } from "#tests/components/tablet/morning.ts";
import { jest } from "@jest/globals";

/**
 * What React has rendered of each row of the line, by its number: another object each time that the row is rendered
 * anew, whether or not something of it looks otherwise.
 */
function rendered(): ReadonlyMap<string, unknown> {
  const rows = [...document.querySelectorAll<HTMLElement>("main ol > li")];
  return new Map(rows.map((row) => [row.querySelector(".number")?.textContent ?? "", propsOf(row)]));
}

const propsOf = (element: Element): unknown =>
  Object.entries(element).find(([key]) => key.startsWith("__reactProps$"))?.[1];

/** The numbers of the rows that were rendered since. */
const since = (before: ReadonlyMap<string, unknown>): readonly string[] =>
  [...rendered()].filter(([number, props]) => before.get(number) !== props).map(([number]) => number);

/** Taken before the tests’ clock takes its place. */
const ofBrowser = setTimeout;

/** Where React renders by itself, in its own order: `act` would let a test see only what is rendered in the end. */
async function asInBrowsers(run: () => Promise<void>): Promise<void> {
  const within = Reflect.get(globalThis, "IS_REACT_ACT_ENVIRONMENT");
  Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", false);
  try {
    await run();
    // What the server answers is rendered here too.
    await jest.advanceTimersByTimeAsync(1_000);
  } finally {
    Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", within);
  }
}

describe("what is rendered anew in the line", () => {
  beforeEach(() => atTime("9:10"));

  test("of a line of ten, a call renders the next person alone", async () => {
    await showTablet(open(10));
    await passes(1);
    const before = rendered();
    expect(before.size).toBe(10);
    await tap("Appeler le 1");
    expect(screen.getByRole("button", { name: "Commencer" })).toBeInTheDocument();
    expect(since(before)).toEqual(["2"]);
  });

  test("a number given here renders its own row, and so does the answer of the server", async () => {
    await showTablet(open(10));
    await passes(1);
    const before = rendered();
    await tap(/^\+ 1 personne/u);
    await passes(5);
    expect(since(before)).toEqual(["11"]);
  });

  test("what a colleague does to one person renders their row", async () => {
    const { server } = await showTablet(open(10));
    await passes(1);
    const before = rendered();
    act(() => server.becomes(then(server.state, "9:10", { type: "prioritise", visit: person(5) })));
    await passes(1);
    // The fifth is the next one now, and the first is it no more.
    expect(since(before).toSorted()).toEqual(["1", "5"]);
  });

  test("a call is answered before the line follows it, and a tap between them means the row that is seen", async () => {
    await showTablet(open(10));
    await passes(1);
    await asInBrowsers(async () => {
      button("Appeler le 1").click();
      await Promise.resolve();
      expect(screen.getByRole("button", { name: "Commencer" })).toBeInTheDocument();
      expect([...rendered().keys()].slice(0, 3)).toEqual(["1", "2", "3"]);
      button(/^3.*depuis/u).click();
      await Promise.resolve();
      expect(screen.getByRole("dialog", { name: "Numéro 3" })).toBeInTheDocument();
      while (rendered().has("1")) await new Promise((resolve) => ofBrowser(resolve));
    });
  });

  test("what follows a tap is not rendered at all before the picture that answers it", async () => {
    await showTablet(open(10));
    await tap("Appeler le 1");
    await passes(1);
    // The head, the rows, and what may be noted of the person.
    const followers = ["header p", "main ol", "main [role=group] button"].flatMap((selector) => [
      ...document.querySelectorAll(selector),
    ]);
    expect(followers.length).toBeGreaterThan(5);
    const anew = (before: readonly unknown[]) => followers.filter((one, place) => propsOf(one) !== before[place]);
    await asInBrowsers(async () => {
      let before: readonly unknown[];
      do {
        before = followers.map(propsOf);
        await new Promise((resolve) => ofBrowser(resolve));
      } while (anew(before).length > 0);
      button("Commencer").click();
      await Promise.resolve();
      expect(button(/^Terminer sans/u)).toBeInTheDocument();
      expect(anew(before)).toEqual([]);
    });
  });

  test("what may be noted of a person stays as it is when their help begins, and goes after the picture that answers its end", async () => {
    await showTablet(open(10));
    const languages = () => screen.queryByRole("group", { name: "Langue" });
    await tap("Appeler le 1");
    const ofFirst = languages();
    expect(ofFirst).toBeInTheDocument();
    await tap("Commencer");
    expect(languages()).toBe(ofFirst);
    await passes(1);
    await asInBrowsers(async () => {
      button(/^Terminer sans/u).click();
      await Promise.resolve();
      expect(screen.getByRole("button", { name: "Appeler le 2" })).toBeInTheDocument();
      expect(languages()).toBe(ofFirst);
      while (languages()) await new Promise((resolve) => ofBrowser(resolve));
    });
  });

  test("another person’s call makes other buttons in the same place, and keeps all else of the desk", async () => {
    await showTablet(open(10));
    const desk = () => screen.getByRole("region", { name: /^(À qui le tour|On appelle le 1)/u });
    const before = desk();
    const appeler = button("Appeler le 1");
    await tap("Appeler le 1");
    expect(desk()).toBe(before);
    expect(appeler).not.toBeInTheDocument();
  });

  test("what may be noted of who gets a number follows the card that is to be given", async () => {
    await showTablet(open(10));
    const chips = () => screen.queryByRole("group", { name: /11/u });
    await passes(1);
    await asInBrowsers(async () => {
      button(/^\+ 1 personne/u).click();
      await Promise.resolve();
      expect(screen.getByText(/Donnez la carte 11/u)).toBeInTheDocument();
      expect(chips()).not.toBeInTheDocument();
      while (!chips()) await new Promise((resolve) => ofBrowser(resolve));
    });
  });

  test("a device that holds nothing is no reason to render a page again that was just opened", async () => {
    const state = open(10);
    new FakeServer(state).slow = new Promise(() => undefined);
    const buttons = (): readonly unknown[] => [...document.querySelectorAll("main button")].map(propsOf);
    let first: readonly unknown[] | undefined;
    render(
      <Profiler id="tablet" onRender={() => (first ??= buttons())}>
        {tabletOf(state)}
      </Profiler>,
    );
    await passes(0.2);
    expect(first).not.toHaveLength(0);
    expect(buttons().filter((props) => !first?.includes(props))).toEqual([]);
  });

  test("seconds that pass render no row, a minute renders all", async () => {
    await showTablet(open(10));
    await passes(1);
    const before = rendered();
    await passes(20);
    expect(since(before)).toEqual([]);
    await passes(60);
    expect(since(before)).toHaveLength(10);
  });

  test("a sheet that opens and closes over the line renders no row", async () => {
    await showTablet(open(10));
    await passes(1);
    const before = rendered();
    await tap(/^3.*depuis/u);
    await tap("Fermer");
    await passes(1);
    expect(since(before)).toEqual([]);
  });
});

/** The words of each button that was made so far and stands nowhere on the page. */
function buttonsOutside(): () => readonly (string | null)[] {
  const made: Element[] = [];
  const create = document.createElement.bind(document);
  jest.spyOn(document, "createElement").mockImplementation((name: string) => {
    const element = create(name);
    made.push(element);
    return element;
  });
  return () => made.flatMap((one) => (one instanceof HTMLButtonElement && !one.isConnected ? one.textContent : []));
}

/**
 * Lets it pass, each state in a turn of its own, and answers what the page was after each turn, each time that it was
 * another one.
 */
async function rehearsed(): Promise<ReadonlySet<string>> {
  const pages = new Set<string>();
  for (let turn = 0; turn < 20; turn += 1) {
    await passes(0.2);
    pages.add(document.body.innerHTML);
  }
  return pages;
}

describe("what the next taps will show", () => {
  beforeEach(() => atTime("9:10"));
  afterEach(() => jest.restoreAllMocks());

  test("is rendered once outside the page before anybody taps", async () => {
    const outside = buttonsOutside();
    await showTablet(open(3));
    await rehearsed();
    const said = outside();
    for (const words of [
      /^Commencer$/u,
      /^Terminer/u,
      /^Terminer et appeler le 2/u,
      /^Appeler le 3/u,
      /^Annuler/u,
      /^Enregistrer$/u,
      /^Fermer$/u,
    ])
      expect(said).toContainEqual(expect.stringMatching(words));
  });

  test("is not seen, not sent and not kept, and takes nobody’s focus", async () => {
    const { server, kept } = await showTablet(open(3));
    await passes(1);
    const { innerHTML: before } = document.body;
    button(/^\+ 1 personne/u).focus();
    expect(await rehearsed()).toEqual(new Set([before]));
    expect(document.activeElement).toBe(button(/^\+ 1 personne/u));
    expect(server.received).toEqual([]);
    expect(await kept.all()).toEqual([]);
  });

  test("waits for a tap that comes at that moment, which does what its button says", async () => {
    const { server } = await showTablet(open(3));
    await passes(0.6);
    await tap("Appeler le 1");
    expect(button("Commencer")).toBeInTheDocument();
    expect(server.received).toHaveLength(1);
    await rehearsed();
    expect(button("Commencer")).toBeInTheDocument();
    expect(server.received).toHaveLength(1);
  });
});
