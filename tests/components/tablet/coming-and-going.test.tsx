import { screen } from "@testing-library/react";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { atTime, button, showTablet, tap } from "./show-tablet.tsx";
import { at, booked, open, person, then } from "./morning.ts";

beforeEach(() => atTime("9:28"));

describe("whose turn comes before the end is said as their phones say it", () => {
  const phones = (state: ReturnType<typeof open>): Record<string, number> => {
    const answers = boardOf(state, at("9:28"), () => 20, true)
      .follows.filter((follow) => follow.state === "waiting")
      .map(({ beforeClosing }) => beforeClosing);
    return Object.fromEntries(
      (["yes", "maybe", "no"] as const).map((answer) => [answer, answers.filter((one) => one === answer).length]),
    );
  };

  test("when all of them read yes, the tablet says so too", async () => {
    const line = open(3);
    await showTablet(line);
    expect(phones(line)).toEqual({ yes: 3, maybe: 0, no: 0 });
    expect(screen.getByText("Toutes devraient passer avant 12 h")).toBeInTheDocument();
  });

  test("when some read maybe, or no, it says for how many", async () => {
    const line = open(10, { span: { start: at("9:00"), end: at("10:00") } });
    await showTablet(line);
    const { yes, maybe, no } = phones(line);
    expect([yes, maybe, no].every((people) => people! > 0)).toBe(true);
    expect(screen.getByText(`Leur tour avant 10 h ? ${yes} oui · ${maybe} peut-être · ${no} non`)).toBeInTheDocument();
  });

  test("an answer that nobody reads is not counted", async () => {
    const line = open(3, { span: { start: at("9:00"), end: at("10:05") } });
    await showTablet(line);
    expect(phones(line)).toMatchObject({ no: 0 });
    expect(screen.getByText(/^Leur tour avant/)).not.toHaveTextContent("non");
  });
});

test("somebody who should be back by now is not told to come back", async () => {
  const out = then(open(2), "9:10", { type: "away", visit: person(2), until: at("9:20") });
  await showTablet(out);
  expect(screen.queryByText(/Revient à/)).toBeNull();
  expect(button(/^2.*Devait revenir à 9\sh\s20/)).toBeInTheDocument();
});

test("an arrival by mistake is taken back at work too, and her hour stands there again", async () => {
  const { server } = await showTablet(open(1, { expected: [booked(1, "10:00")] }));
  await tap(/^Rendez‑vous 10\sh\s*: arrivée/);
  await tap(/^Annuler l’arrivée du 2/);
  expect(server.state.visits[1]).toMatchObject({ state: "left", why: "given-by-mistake" });
  expect(button(/^Rendez‑vous 10\sh\s*: arrivée/)).toBeEnabled();
});

test("somebody who was out and came back is out again only when her coming back was the mistake", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^2.*depuis/);
  await tap("20 min");
  await tap(/^2.*Revient à/);
  await tap(/De retour avant/);
  expect(screen.queryByRole("button", { name: /^Annuler la sortie/ })).toBeNull();
  await tap(/^Annuler le retour du 2/);
  expect(server.state.visits[1]).toMatchObject({ state: "waiting", awayUntil: expect.anything() });
  await tap(/^Annuler la sortie du 2/);
  expect(server.state.visits[1]).not.toHaveProperty("awayUntil");
});
