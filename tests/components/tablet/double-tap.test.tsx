import { fireEvent, screen, act, cleanup } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "./show-tablet.tsx";
import { atTheDoor, booked, open, person, then } from "./morning.ts";

describe("double taps", () => {
  beforeEach(() => atTime("9:10"));

  /** The second tap of a double tap comes this many seconds later, on whatever is shown by then. */
  const AGAIN = 0.25;
  const tapsAgainOn = async (name: string | RegExp): Promise<void> => {
    await passes(AGAIN);
    fireEvent.click(button(name));
    await passes(0);
  };
  const called = (people = 3) => then(open(people), "9:09", { type: "call-next", desk: 2 });
  const serving = (people = 3) => then(called(people), "9:09:10", { type: "start", visit: person(1) });
  const states = ({ state }: { state: { visits: readonly { state: string }[] } }) =>
    state.visits.map((visit) => visit.state);

  test("« Commencer » twice begins, and ends nobody's help", async () => {
    const { server } = await showTablet(called());
    await tap("Commencer");
    await tapsAgainOn("Terminer et appeler le 2");
    expect(states(server)).toEqual(["serving", "waiting", "waiting"]);
  });

  test("« Terminer et appeler » twice calls, and begins with nobody", async () => {
    const { server } = await showTablet(serving());
    await tap("Terminer et appeler le 2");
    await tapsAgainOn("Commencer");
    expect(states(server)).toEqual(["done", "called", "waiting"]);
  });

  test("closing what lay over the page twice touches nothing beneath", async () => {
    const { server } = await showTablet(called());
    await tap("Montrer le numéro");
    await tap("Fermer");
    await tapsAgainOn("Commencer");
    expect(states(server)).toEqual(["called", "waiting", "waiting"]);
    await tap("Commencer");
    expect(states(server)).toEqual(["serving", "waiting", "waiting"]);
  });

  test("opening something over the page twice touches nothing in it", async () => {
    const { server } = await showTablet(open(2));
    await tap(/^2.*depuis/);
    await tapsAgainOn("Ne veut plus attendre");
    expect(states(server)).toEqual(["waiting", "waiting"]);
  });

  test("undoing twice undoes one act", async () => {
    const { server } = await showTablet(serving(2));
    await tap("Terminer et appeler le 2");
    await tap(/^Annuler l’appel du 2/);
    await tapsAgainOn(/^Annuler «\sTerminer\s» pour le 1/);
    expect(states(server)).toEqual(["done", "waiting"]);
  });

  test("« Arrivée » tapped twice checks in one person, although the next hour moved under the finger", async () => {
    atTime("8:57");
    const { server } = await showTablet(atTheDoor(0, { expected: [booked(1, "9:30"), booked(2, "10:00")] }));
    await tap(/^Rendez‑vous 9\sh\s30/);
    await tapsAgainOn(/^Rendez‑vous 10\sh/);
    expect(server.state.visits).toHaveLength(1);
    await tap(/^Annuler le 1/);
    expect(button(/^Rendez‑vous 9\sh\s30/)).toBeEnabled();
    expect(states(server)).toEqual(["left"]);
  });

  test("nor is somebody checked in whose button has slid there", async () => {
    const { server } = await showTablet(open(2, { expected: [booked(1, "9:30")] }));
    await tap("Appeler le 1");
    await tapsAgainOn(/^Rendez‑vous 9\sh\s30\s: arrivée/u);
    expect(server.state.expected).toHaveLength(1);
  });

  test("a name that has just changed under a finger that comes down does nothing: it was not read", async () => {
    const { server } = await showTablet(open(3));
    await passes(1);
    server.becomes(then(server.state, "9:09", { type: "call-next", desk: 1 }));
    await tapsAgainOn("Appeler le 2");
    expect(server.state.visits[1]).toMatchObject({ state: "waiting" });
    await tap("Appeler le 2");
    expect(server.state.visits[1]).toMatchObject({ state: "called" });
  });

  test("two people in a row at the door are two taps, as fast as they come, also at work", async () => {
    atTime("8:57");
    const { server, leave } = await showTablet(atTheDoor(0));
    await tap(/^\+ 1 personne/);
    await tapsAgainOn(/^\+ 1 personne/);
    expect(server.state.visits).toHaveLength(2);
    leave();
    const atWork = await showTablet(open(1));
    await tap(/^\+ 1 personne/);
    await tapsAgainOn(/^\+ 1 personne/);
    expect(atWork.server.state.visits).toHaveLength(3);
  });

  test("closing the half-day twice asks first", async () => {
    const { server } = await showTablet(open(0));
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
    await tapsAgainOn("Fermer la permanence");
    expect(server.state.status).toBe("open");
  });

  test("« Compris » twice lets one sentence go, and the next stays to be read", async () => {
    atTime("8:57");
    const { server } = await showTablet(atTheDoor(0));
    server.state = then(server.state, "8:56", { type: "add-visit", visit: person(1) });
    await passes(1);
    for (const _ of [1, 2]) fireEvent.click(button(/^\+ 1 personne/));
    await passes(0);
    expect(screen.getAllByRole("button", { name: "Compris" })).toHaveLength(2);
    await passes(1);
    for (const _ of [1, 2]) {
      fireEvent.click(screen.getAllByRole("button", { name: "Compris" })[0]!);
      await passes(AGAIN);
    }
    expect(screen.getAllByRole("button", { name: "Compris" })).toHaveLength(1);
  });

  test("a button that is not active yet says so to screen readers", async () => {
    await showTablet(called());
    expect(button("Commencer")).toHaveAttribute("aria-disabled", "true");
    await passes(1);
    expect(button("Commencer")).not.toHaveAttribute("aria-disabled");
  });
});

describe("dialogs", () => {
  beforeEach(() => atTime("9:10"));

  test("calling the next person from their sheet needs no reason", async () => {
    const { server } = await showTablet(open(2));
    await tap(/^1.*depuis/);
    expect(screen.getByText("C’est son tour.")).toBeInTheDocument();
    await tap("Appeler le 1 maintenant");
    expect(server.received.at(-1)).toMatchObject({ type: "call-next" });
    expect(server.state.overtakes).toEqual([]);
  });

  test("who has priority already is not offered it again", async () => {
    await showTablet(open(2));
    await tap(/^2.*depuis/);
    await tap("Donner la priorité");
    await tap(/^2.*Priorité/);
    expect(screen.queryByRole("button", { name: "Donner la priorité" })).not.toBeInTheDocument();
  });

  test("the code of the door leads to the door of the place, and says when it does not work yet", async () => {
    await showTablet({ ...atTheDoor(0), numbers: "not-yet" });
    await tap("Montrer le code QR");
    expect(screen.getByRole("img", { name: "Code QR pour prendre un numéro" })).toBeInTheDocument();
    expect(screen.getByText("Il marche dès que vous donnez les numéros.")).toBeInTheDocument();
  });

  test("when numbers are given the code says nothing of waiting", async () => {
    await showTablet(open(1));
    await tap("Montrer le code QR");
    expect(screen.queryByText(/Il marche dès que/)).not.toBeInTheDocument();
    await tap("Fermer");
    expect(button("Montrer le code QR")).toBeEnabled();
  });

  test("without network the choices go on; of somebody whom another desk may have called it is said to ask before", async () => {
    const { server } = await showTablet(open(2));
    await tap(/^2.*depuis/);
    server.cut();
    await passes(6);
    expect(button("C’est urgent")).toBeEnabled();
    expect(button("Donner la priorité")).toBeEnabled();
    expect(screen.getByText("Sans réseau, une autre table a pu l’appeler. Demandez-lui d’abord.")).toBeInTheDocument();
  });
});

describe("what changes while a finger is down", () => {
  beforeEach(() => atTime("9:10"));

  const isNext = (number: number): boolean => screen.queryByRole("button", { name: `Appeler le ${number}` }) !== null;

  /** A tablet on which a finger comes down on a row, and a colleague gives the fifth the next turn meanwhile. */
  async function fingerDown(): Promise<HTMLElement> {
    const { server } = await showTablet(open(10));
    await passes(1);
    const row = button(/^3.*depuis/u);
    fireEvent.pointerDown(row);
    act(() => server.becomes(then(server.state, "9:10", { type: "prioritise", visit: person(5) })));
    await passes(0.1);
    return row;
  }

  test("what a colleague does while a finger is down is shown once the tap is answered", async () => {
    const row = await fingerDown();
    expect(isNext(1)).toBe(true);
    fireEvent.click(row);
    expect(screen.getByRole("dialog", { name: "Numéro 3" })).toBeInTheDocument();
    expect(isNext(1)).toBe(true);
    await passes(0.1);
    expect(isNext(5)).toBe(true);
  });

  test("it is shown at once when the finger scrolls", async () => {
    fireEvent.pointerCancel(await fingerDown());
    await passes(0);
    expect(isNext(5)).toBe(true);
  });

  test("it is shown half a second after a finger came down that rests", async () => {
    await fingerDown();
    await passes(0.3);
    expect(isNext(1)).toBe(true);
    await passes(0.2);
    expect(isNext(5)).toBe(true);
  });
});

const marked = (): readonly (string | null)[] =>
  [...document.querySelectorAll("[data-held]")].map(({ textContent }) => textContent);

describe("what a finger stays on", () => {
  beforeEach(() => atTime("9:10"));

  test("is marked until it is lifted, wherever it is then", async () => {
    await showTablet(open(3));
    fireEvent.pointerDown(button("Chercher"));
    await passes(0.2);
    expect(marked()).toEqual(["Chercher"]);
    fireEvent.pointerUp(document.body);
    expect(marked()).toEqual([]);
  });

  test("is not marked for a tap, nor when the finger has begun to scroll", async () => {
    await showTablet(open(3));
    for (const end of [fireEvent.pointerUp, fireEvent.pointerCancel]) {
      fireEvent.pointerDown(button("Chercher"));
      end(button("Chercher"));
      await passes(0.2);
      expect(marked()).toEqual([]);
    }
  });

  test("is left to the browser again once another page follows the tablet", async () => {
    await showTablet(open(3));
    expect(document.documentElement).toHaveAttribute("data-marks-held");
    cleanup();
    expect(document.documentElement).not.toHaveAttribute("data-marks-held");
  });
});
