import { TurnRefusal } from "#components/queue/follow-page-parts.tsx";
import type { Follow } from "#lib/queue/board/board.ts";
import { at } from "#tests/support/line.ts";
import { readIn } from "#tests/components/site/in-locale.tsx";

const told = (
  refusal: string | undefined,
  wanted: "away" | "leave",
  follow: Pick<Follow, "state" | "awayUntil"> = { state: "waiting" },
) => readIn("fr", <TurnRefusal refusal={refusal} wanted={wanted} follow={follow} />);

test.each([
  ["busy", "away", "Ce site internet est très occupé. Attendez un peu, puis recommencez."],
  ["too-many-requests", "leave", "Il y a trop de demandes à la fois. Attendez une minute et recommencez."],
  ["away-enough", "away", "On peut s’absenter deux fois, pas plus. Attendez dans la salle."],
  ["outside-hours", "away", "On ne peut plus garder votre place si vous sortez. Demandez à l’équipe."],
  [
    "state-changed",
    "leave",
    "Votre numéro n’est pas annulé : vous gardez votre place. Essayez encore, ou dites-le à l’équipe.",
  ],
  [
    "constructor",
    "leave",
    "Votre numéro n’est pas annulé : vous gardez votre place. Essayez encore, ou dites-le à l’équipe.",
  ],
  [undefined, "away", "On ne peut plus garder votre place si vous sortez. Demandez à l’équipe."],
] as const)("%s for « %s » says why and what to do", (refusal, wanted, sentence) =>
  expect(told(refusal, wanted)).toBe(sentence),
);

test("nothing is said where the page shows that it was done after all, or that her turn has come", () => {
  expect(told("unexpected", "away", { state: "waiting", awayUntil: at("9:30") })).toBe("");
  expect(told("unexpected", "leave", { state: "left" })).toBe("");
  expect(told("already-called", "leave", { state: "called" })).toBe("");
});
