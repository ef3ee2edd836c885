import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, screen } from "@testing-library/react";
import { FakeEventSource } from "./fake-event-source.ts";
import {
  at,
  bells,
  call,
  comes,
  earlier,
  follow,
  held,
  large,
  passes,
  quietRoom,
  refresh,
  serverAnswers,
  show,
} from "./room.tsx";

beforeEach(quietRoom);

test("the room reads who is called, with the picture and the table, and who was before", async () => {
  show({ called: [call(13, 2, "10:20:00"), ...earlier] });
  await passes(0);
  expect(large()).toHaveTextContent("13le parapluieAllez à la table 2");
  expect(screen.getByText("Numéros déjà appelés").nextSibling).toHaveTextContent("10Table 29Table 1");
  expect(screen.getByText(/^Pas encore de numéro/).parentElement).toHaveTextContent(
    /^Pas encore de numéro\s\?Demandez-le à la porte.Attente\s: 20 à 40 minutes$/u,
  );
  expect(screen.getByText(/^Votre numéro est passé/)).toHaveTextContent("Dites-le à l’équipe.");
  expect(screen.getByText("10 h 22")).toBeInTheDocument();
});

test("the clock runs on from the server's time", async () => {
  show();
  await passes(61);
  expect(screen.getByText("10 h 23")).toBeInTheDocument();
});

test("two calls in one second are both shown, five seconds each", async () => {
  show({ called: earlier });
  await passes(10);
  await comes({ called: [call(12, 1, "10:22:10"), call(11, 2, "10:22:10"), ...earlier] });
  expect(large()).toHaveTextContent("11le bateauAllez à la table 2");
  await passes(4.8);
  expect(large()).toHaveTextContent("11le bateau");
  await passes(0.4);
  expect(large()).toHaveTextContent("12le chapeauAllez à la table 1");
});

test("a timer that rings a hair early, as browsers' do, holds no call back", async () => {
  show({ called: earlier });
  await passes(10);
  await comes({ called: [call(12, 1, "10:22:10"), call(11, 2, "10:22:10"), ...earlier] });
  const real = performance.now.bind(performance);
  const slow = jest.spyOn(performance, "now").mockImplementation(() => real() - 0.4);
  await passes(6);
  slow.mockRestore();
  expect(large()).toHaveTextContent("12le chapeauAllez à la table 1");
});

test("a bell rings at each call once somebody has turned the sound on, and not before", async () => {
  const rung = bells();
  show({ called: earlier });
  await passes(10);
  await comes({ called: [call(11, 2, "10:22:10"), ...earlier] });
  expect(rung).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: /activer le son/ }));
  expect(rung).toHaveBeenCalledTimes(1);
  await comes({ version: 3, called: [call(12, 2, "10:22:11"), call(11, 2, "10:22:10")] });
  await passes(6);
  expect(rung).toHaveBeenCalledTimes(2);
});

test("without news the calls are dimmed and it is said since when; with news they are whole again", async () => {
  show({ called: earlier });
  await passes(61);
  FakeEventSource.reachable = false;
  act(() => FakeEventSource.all.at(-1)?.fail());
  await passes(6);
  expect(screen.getByText("Pas de nouvelles depuis 10 h 22")).toBeInTheDocument();
  expect(large()).toHaveClass("opacity-40");
  expect(screen.getByText("Numéros déjà appelés").parentElement).toHaveClass("opacity-40");
  expect(screen.queryByText(/^Pas encore de numéro/)).not.toBeInTheDocument();
  await passes(181);
  expect(screen.getByText("Restez dans la salle, on vous appelle à voix haute.")).toBeInTheDocument();
  FakeEventSource.reachable = true;
  window.dispatchEvent(new Event("online"));
  await passes(0);
  await comes({ called: earlier });
  expect(large()).not.toHaveClass("opacity-40");
});

test("when nobody has heard the team's tablets, the room listens and no wait is announced", async () => {
  show({ called: earlier, alive: false, wait: { state: "unknown" } });
  await passes(0);
  expect(screen.getByRole("alert")).toHaveTextContent(
    "La permanence n’a plus de réseau. Restez dans la salle, on vous appelle à voix haute.",
  );
  expect(screen.queryByText(/^Si vous arrivez/)).not.toBeInTheDocument();
});

test("the order law is read sentence by sentence, twelve seconds each", async () => {
  show();
  await passes(0);
  const read = (): string | undefined =>
    document.querySelector("main p.motion-reduce\\:hidden")?.textContent ?? undefined;
  expect(read()).toBe("On passe chacun son tour.");
  await passes(12);
  expect(read()).toBe("Les rendez‑vous passent à leur heure, ou un peu après.");
  await passes(36);
  expect(read()).toBe("On passe chacun son tour.");
});

test("when somebody was let past it is said, without a cause, and what the team writes comes first", async () => {
  show({ follows: [{ ...follow(14, "waiting"), letPast: true }], message: "Pause de 10 minutes." });
  await passes(0);
  const [message, letPast] = screen.getAllByRole("listitem", { hidden: true }).map(({ textContent }) => textContent);
  expect(message).toBe("Pause de 10 minutes.");
  expect(letPast).toBe("L’équipe a fait passer une personne avant vous.");
});

test("a message that takes the place of another is read at once, whatever was being read", async () => {
  show({ message: "Pause de 10 minutes." });
  await passes(24);
  const read = (): string | undefined =>
    document.querySelector("main p.motion-reduce\\:hidden")?.textContent ?? undefined;
  expect(read()).toBe("Les rendez‑vous passent à leur heure, ou un peu après.");
  await comes({ message: "La table 2 ferme à midi." });
  expect(read()).toBe("La table 2 ferme à midi.");
  await passes(12);
  expect(read()).toBe("On passe chacun son tour.");
});

test("nobody waits: come now", async () => {
  show({ wait: { state: "nobody" }, waiting: 0 });
  await passes(0);
  expect(screen.getByText("Personne n’attend. Venez maintenant.")).toBeInTheDocument();
});

test("before numbers are given the room reads it, and the page is made anew as soon as the board moves", async () => {
  const permanence = held({
    span: { start: at("14:00:00"), end: at("17:00:00") },
    status: "scheduled",
    numbers: "not-yet",
  });
  show({ waiting: 0, wait: { state: "unknown" } }, { permanence });
  await passes(0);
  expect(large()).toHaveTextContent("On ne donne pas encore de numéros.La permanence commence à 14 h.");
  refresh.mockClear();
  await comes({ waiting: 0, wait: { state: "unknown" } });
  expect(refresh).toHaveBeenCalled();
});

test("closed: the next date is told", async () => {
  show({}, {
    permanence: undefined,
    board: undefined,
    next: { day: "lundi 14 septembre", span: { start: at("09:00:00"), end: at("12:00:00") } },
  } as never);
  expect(large()).toHaveTextContent("La permanence est fermée.Prochaine permanence : lundi 14 septembre, 9 h");
});

test("the page is made anew every minute, and never while the server does not answer", async () => {
  show();
  await passes(61);
  expect(refresh).toHaveBeenCalledTimes(1);
  serverAnswers(false);
  await passes(120);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a wait of hours is said in hours", async () => {
  show(
    { wait: { state: "range", low: 145, high: 330 } },
    { permanence: held({ span: { start: at("09:00:00"), end: at("19:00:00") } }) },
  );
  await passes(0);
  expect(screen.getByText(/^Attente/)).toHaveTextContent("Attente : entre 2 heures et 5 heures 30");
});

test("when the hour has come and nobody gives numbers yet, the room is not told a past hour", async () => {
  const permanence = held({
    span: { start: at("10:20:00"), end: at("12:00:00") },
    status: "scheduled",
    numbers: "not-yet",
  });
  show({ waiting: 0, wait: { state: "unknown" } }, { permanence });
  await passes(0);
  expect(large()).toHaveTextContent("On ne donne pas encore de numéros.Attendez ici, ou demandez à l’équipe.");
});
