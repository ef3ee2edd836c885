import { jest } from "@jest/globals";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { open } from "#tests/components/tablet/morning.ts";

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

/** Lets it pass, each state in a turn of its own, and answers what the page was after each turn, each time that it was another one. */
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
