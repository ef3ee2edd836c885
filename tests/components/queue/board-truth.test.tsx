import "@testing-library/jest-dom";
import { fireEvent, screen } from "@testing-library/react";
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
  show,
  toldToNewcomers,
} from "./room.tsx";

beforeEach(quietRoom);

test("a call that is taken back gives way to none that was shown before, and rings for nobody", async () => {
  const rung = bells();
  const calls = [call(13, 2, "10:20:00"), ...earlier, call(8, 1, "09:40:00")];
  show({ called: calls, follows: calls.map(({ number }) => follow(number, "done")) });
  await passes(1);
  fireEvent.click(screen.getByRole("button", { name: /activer le son/ }));
  await comes({ called: [call(14, 1, "10:22:01"), ...calls.slice(0, 3)] });
  expect(large()).toHaveTextContent("14");
  expect(rung).toHaveBeenCalledTimes(2);
  const before = [...calls.slice(0, 3), call(7, 1, "09:30:00")];
  await comes({ version: 3, called: calls, follows: calls.map(({ number }) => follow(number, "done")) });
  await comes({
    version: 4,
    called: before,
    follows: before.map(({ number }) => follow(number, number === 7 ? "serving" : "done")),
  });
  await passes(20);
  expect(large()).toHaveTextContent("La permanence est ouverte.Votre numéro et votre image s’affichent ici.");
  expect(rung).toHaveBeenCalledTimes(2);
});

test("once the person called has been helped, nobody is sent to that table any more", async () => {
  show({ called: earlier });
  await passes(0);
  expect(large()).toHaveTextContent("10la luneAllez à la table 2");
  await comes({ called: earlier, follows: earlier.map(({ number }) => follow(number, "done")) });
  expect(large()).toHaveTextContent("La permanence est ouverte.");
  expect(screen.getByText("Numéros déjà appelés").nextSibling).toHaveTextContent("10Table 29Table 1");
});

test("a number that is called to another table instead is announced anew", async () => {
  const rung = bells();
  show();
  await passes(0);
  fireEvent.click(screen.getByRole("button", { name: /activer le son/ }));
  await comes({ called: [call(5, 2, "10:22:01")] });
  await comes({ version: 4, called: [call(5, 1, "10:22:09")] });
  expect(large()).toHaveTextContent("Allez à la table 1");
  expect(rung).toHaveBeenCalledTimes(3);
});

test("while all is stopped for a moment the room reads that alone: no call, no wait, no number to ask for", async () => {
  show({ called: earlier, suspended: true, wait: { state: "unknown" } });
  await passes(0);
  expect(large()).toHaveTextContent(/^C’est en pause\. On reprend dès que possible\.$/u);
  expect(screen.getByText("Numéros déjà appelés").nextSibling).toHaveTextContent("10Table 29Table 1");
  expect(screen.queryByText(/numéro\s\?$/u)).not.toBeInTheDocument();
  expect(screen.queryByText(/attente/iu)).not.toBeInTheDocument();
  await comes({ called: earlier });
  expect(large()).toHaveTextContent("10la luneAllez à la table 2");
});

test.each([
  ["numbers are stopped", { numbers: "stopped" }, {}, "On ne donne plus de numéros aujourd’hui."],
  [
    "it is the hour of appointments",
    {
      windows: [
        { mode: "appointment", span: { start: at("09:00:00"), end: at("11:30:00") } },
        { mode: "walk-in", span: { start: at("11:30:00"), end: at("12:00:00") } },
      ],
    },
    {},
    "Sans rendez\u2011vous à partir de 11\u00a0h\u00a030.",
  ],
  [
    "only the booked are received",
    { windows: [{ mode: "appointment", span: { start: at("09:00:00"), end: at("12:00:00") } }] },
    {},
    "Sur rendez\u2011vous seulement.",
  ],
  ["the end has passed", { span: { start: at("07:00:00"), end: at("10:20:00") } }, {}, ""],
  [
    "too many wait for what is left",
    { span: { start: at("07:00:00"), end: at("10:40:00") } },
    {},
    "Il y a trop de monde aujourd’hui.",
  ],
  [
    "the wait is not known",
    {},
    { wait: { state: "unknown" } },
    "Pas encore de numéro\u00a0?Demandez-le à la porte.L’attente n’est pas encore connue.",
  ],
] as const)("when %s, whoever comes in reads that and nothing else", async (_, so, told, sentence) => {
  show({ called: earlier, ...told }, { permanence: held(so) });
  await passes(0);
  expect(toldToNewcomers()).toBe(sentence);
});

test("after the end nobody reads that the permanence is open; a number that waits shows here all the same", async () => {
  show({}, { permanence: held({ span: { start: at("07:00:00"), end: at("10:20:00") } }) });
  await passes(0);
  expect(large()).toHaveTextContent("L’heure de fin est passée.Vous avez un numéro ? Il s’affiche ici.");
});

test("numbers that are stopped before anybody was called are not to be taken at the door", async () => {
  show(
    { wait: { state: "unknown" } },
    {
      permanence: held({
        span: { start: at("10:30:00"), end: at("12:00:00") },
        status: "scheduled",
        numbers: "stopped",
      }),
    },
  );
  await passes(0);
  expect(large()).toHaveTextContent("On ne donne plus de numéros aujourd’hui.On appelle à partir de 10 h 30.");
});

test("whenever the line changes the page is made anew: numbers are stopped, or all is closed", async () => {
  show();
  await passes(0);
  expect(refresh).not.toHaveBeenCalled();
  await comes({});
  expect(refresh).toHaveBeenCalledTimes(1);
  await comes({});
  expect(refresh).toHaveBeenCalledTimes(1);
});
