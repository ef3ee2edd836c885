import { fireEvent, screen, within } from "@testing-library/react";
import { atTheDoor, booked, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, later, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

beforeEach(() => atTime("9:28"));

const APPOINTMENT = booked(1, "9:30");
const ELSEWHERE = {
  kind: "elsewhere",
  startsAt: "2026-09-08T14:00:00+02:00",
  timeZone: "Europe/Paris",
  place: "Médiathèque Malraux",
  opened: "sealed",
};

/** Types it into the search and sends it with Enter. */
async function search(typed: string): Promise<void> {
  if (!screen.queryByRole("textbox", { name: "Code du rendez‑vous, ou numéro" })) await tap("Chercher");
  const field = screen.getByRole("textbox", { name: "Code du rendez‑vous, ou numéro" });
  fireEvent.change(field, { target: { value: typed } });
  fireEvent.submit(field.closest("form")!);
  await passes(0);
}

const dialog = () => within(screen.getByRole("dialog"));
const said = () => dialog().getByRole("status").textContent;

describe("a code that somebody says at the tablet", () => {
  test("of somebody expected here leads to their check-in, and to the card to give", async () => {
    const { server } = await showTablet(open(2, { expected: [APPOINTMENT] }));
    server.codes.set("F2J4KM", { kind: "expected", appointment: APPOINTMENT.id });
    await search(" f2j 4km ");
    expect(server.asked).toEqual(["F2J4KM"]);
    await passes(1);
    fireEvent.click(
      dialog().getByRole("button", { name: /^Rendez‑vous 9\s?h\s?30\s: arrivée puis donnez la carte 3/u }),
    );
    await passes(1);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(server.received).toMatchObject([{ type: "check-in", appointment: APPOINTMENT.id }]);
    expect(screen.getByText(/^Donnez la carte 3/u)).toBeInTheDocument();
  });

  test("of somebody who has their number already opens what can be done for them", async () => {
    const line = then(open(2, { expected: [APPOINTMENT] }), "9:20", {
      type: "check-in",
      appointment: APPOINTMENT.id,
      visit: person(3),
    });
    const { server } = await showTablet(line);
    server.codes.set("F2J4KM", { kind: "arrived", visit: person(3) });
    await search("F2J4KM");
    expect(screen.getByRole("dialog", { name: "Numéro 3" })).toBeInTheDocument();
  });

  test("of another half-day says when and where they are booked, and leads to the reception", async () => {
    const { server } = await showTablet(open(2));
    server.codes.set("F2J4KM", ELSEWHERE);
    await search("F2J4KM");
    expect(said()).toMatch(/mardi 8 septembre à 14\s?h.*Médiathèque Malraux/u);
    expect(dialog().getByRole("link", { name: "Ouvrir à l’accueil" })).toHaveAttribute(
      "href",
      "/accueil?trouve=sealed",
    );
  });

  test("of somebody who comes for an hour that was offered checks them in, and says the card", async () => {
    const { server } = await showTablet(open(2));
    server.codes.set("F2J4KM", { kind: "offered", startsAt: "2026-09-07T10:00:00+02:00", timeZone: "Europe/Paris" });
    await search("F2J4KM");
    await tap(/^Rendez‑vous 10\s?h\s: arrivée/u);
    expect(said()).toContain("Ça n’a pas marché");
    server.numbers.set("F2J4KM", 3);
    await tap(/^Rendez‑vous 10\s?h\s: arrivée/u);
    expect(said()).toMatch(/Donnez la carte 3/u);
  });

  test.each([
    ["that was cancelled", { kind: "cancelled", opened: "sealed" }, "Ce rendez‑vous est annulé."],
    [
      "whose person is here, which this tablet does not know yet",
      { kind: "arrived", visit: person(9) },
      "Son arrivée est déjà notée.",
    ],
    ["of nobody", { kind: "unknown" }, "Aucun rendez‑vous avec ce code."],
  ])("%s says so", async (_, answer, sentence) => {
    const { server } = await showTablet(open(2));
    server.codes.set("F2J4KM", answer);
    await search("F2J4KM");
    expect(said()).toContain(sentence);
  });

  test("that cannot be one is not asked of the server", async () => {
    const { server } = await showTablet(open(2));
    await search("F2J4");
    expect(said()).toBe("Un code a six lettres ou chiffres.");
    await search("");
    expect(server.asked).toEqual([]);
  });

  test("is not kept on the tablet: without network it says so, and that the hour stands in the list", async () => {
    const { server } = await showTablet(open(2, { expected: [APPOINTMENT] }));
    server.cut();
    await later(1);
    await search("F2J4KM");
    expect(said()).toBe("Sans réseau, on ne cherche pas de code. Touchez son heure dans la liste.");
    expect(server.asked).toEqual([]);
  });

  test("too often, or without an answer, says what to do", async () => {
    const { server } = await showTablet(open(2));
    server.answersInstead = { status: 429, code: "too-many-requests" };
    await search("F2J4KM");
    expect(said()).toBe("Trop d’essais. Attendez une minute.");
    server.answersInstead = { status: 502 };
    await search("F2J4KN");
    expect(said()).toContain("Pas de réponse.");
  });

  test("on a shared tablet leads to nothing of another half-day", async () => {
    const { server } = await showTablet(open(2), { shared: true });
    await search("F2J4KM");
    expect(said()).toBe("Ce code n’est pas de cette permanence.Son heure et son lieu sont sur sa page.");
    server.codes.set("F2J4KN", { kind: "cancelled" });
    await search("F2J4KN");
    expect(dialog().queryByRole("link")).toBeNull();
  });
});

describe("a number", () => {
  test("is found in the line of the tablet, also without network", async () => {
    const { server } = await showTablet(open(3));
    server.cut();
    await later(1);
    await search("٢");
    expect(screen.getByRole("dialog", { name: "Numéro 2" })).toBeInTheDocument();
  });

  test("says where somebody is who does not wait", async () => {
    const called = then(open(3), "9:20", { type: "call-next", desk: 1 });
    const helped = then(then(called, "9:21", { type: "start", visit: person(1) }), "9:22", {
      type: "pause",
      visit: person(1),
    });
    await showTablet(then(helped, "9:23", { type: "call-next", desk: 1 }));
    await search("1");
    expect(said()).toBe("Le numéro 1 est sorti un moment.");
    await search("2");
    expect(said()).toBe("Le numéro 2 est à la table 1.");
    await search("41");
    expect(said()).toBe("Personne n’a le numéro 41.");
  });
});

test("the search stands at the door too, where nobody has a table yet", async () => {
  await showTablet(atTheDoor(1));
  await tap("Chercher");
  expect(dialog().getByRole("heading", { name: "Chercher par code ou numéro" })).toBeInTheDocument();
});
