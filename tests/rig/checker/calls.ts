import type { Visit } from "#lib/queue/line/visit.ts";
import { brokenPromises } from "#tests/support/closed-list.ts";
import { formatTime, type Replay, type Step } from "./replay.ts";

/** At no moment are two people called to, or helped at, one desk. */
export const oneVisitPerDesk = ({ steps }: Replay): readonly string[] =>
  steps.flatMap((step) =>
    twice(deskOf(step)).map(
      (desk) => `desk ${desk} had two people at ${formatTime(step.at)}, after ${step.event?.type}`,
    ),
  );

const deskOf = ({ line, event }: Step): readonly number[] =>
  event
    ? line.visits.flatMap((visit) => (visit.state === "called" || visit.state === "serving" ? [visit.desk] : []))
    : [];

type Spell = { readonly conseiller: string; readonly visit: string; readonly from: number; readonly to: number };

/** No conseiller has two people at once, not even in two half-days. Derived from the calls and what ended them. */
export function oneVisitPerConseiller(replays: readonly Replay[]): readonly string[] {
  const all = replays.flatMap(spellsOf);
  return [...Map.groupBy(all, ({ conseiller }) => conseiller).values()].flatMap((spells) =>
    spells
      .sort((a, b) => a.from - b.from)
      .flatMap((spell, index) => {
        const former = spells[index - 1];
        return former && spell.from < former.to
          ? [`${spell.conseiller} had ${former.visit} and ${spell.visit} at ${formatTime(spell.from)}`]
          : [];
      }),
  );
}

/** The spans from a call or a resumption until the visit is no longer at a desk. */
function spellsOf({ steps }: Replay): readonly Spell[] {
  const open = new Map<string, { readonly conseiller: string; readonly from: number }>();
  const spells: Spell[] = [];
  const end = (visit: string, to: number): void => {
    const held = open.get(visit);
    if (held) spells.push({ ...held, visit, to });
    open.delete(visit);
  };
  for (const { line, event, at } of steps) {
    if (!event) continue;
    for (const visit of line.visits) {
      const conseiller =
        visit.state === "called" || visit.state === "serving"
          ? line.desks.find(({ number }) => number === visit.desk)?.conseiller
          : undefined;
      if (conseiller === undefined) end(visit.id, at);
      else if (open.get(visit.id)?.conseiller !== conseiller) {
        end(visit.id, at);
        open.set(visit.id, { conseiller, from: at });
      }
    }
  }
  for (const visit of [...open.keys()]) end(visit, Infinity);
  return spells;
}

/**
 * Between two calls of one person there is an absence, an undo, or a return from a pause whose desk was gone. Reads the
 * events alone.
 */
export function nobodyCalledTwice({ record }: Replay): readonly string[] {
  const called = new Set<string>();
  return record.events.flatMap(({ type, data, receivedAt }) => {
    const visit = String(data["visit"]);
    switch (type) {
      case "visit-called":
        if (called.has(visit))
          return [`${visit} was called again at ${formatTime(receivedAt)}, without an absence or an undo since`];
        called.add(visit);
        return [];
      case "undone":
        called.delete(visit);
        // An end or an absence was undone: the call before it is valid again.
        if (isWithADesk(data["before"] as Visit | null)) called.add(visit);
        return [];
      case "visit-absent":
      case "visit-back":
        called.delete(visit);
        return [];
      default:
        return [];
    }
  });
}

const isWithADesk = (before: Visit | null): boolean =>
  before?.state === "called" || before?.state === "serving" || before?.state === "paused";

/**
 * Each number is given once, and none is left out except those lent to a device, and those below the number of somebody
 * whose card another had (141 to 200 of a hundred).
 */
export function numbersUniqueAndDense({ record }: Replay): readonly string[] {
  const given = record.visits.map(({ number }) => number);
  const lent = new Set(
    record.events.flatMap(({ type, data }) =>
      type === "numbers-leased" ? range(Number(data["first"]), Number(data["last"])) : [],
    ),
  );
  const joined = record.events.flatMap(({ type, data }) => (type === "visit-joined" ? [Number(data["number"])] : []));
  const { nextNumber } = record.permanence;
  const isOnNoCard = (number: number): boolean => number > Math.max(nextNumber, 100) && (number - 1) % 100 >= 40;
  const ofTheDoor = given.filter((number) => !lent.has(number) && !isOnNoCard(number));
  const missing = range(1, Math.max(0, ...ofTheDoor)).filter((number) => !given.includes(number) && !lent.has(number));
  return [
    ...twice(given).map((number) => `the number ${number} was given twice`),
    ...twice(joined).map((number) => `two people were told the number ${number}`),
    ...missing.map((number) => `nobody has the number ${number}, and it was lent to no device`),
  ];
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
const twice = (numbers: readonly number[]): readonly number[] =>
  numbers.filter((number, index) => numbers.indexOf(number) !== index);

/**
 * The promise of the closed list was kept at every call, counted without the functions of the rule
 * (docs/line.md#the-promise).
 */
export const orderLaw = ({ steps }: Replay): readonly string[] => brokenPromises(steps.flatMap(toldBy));

const toldBy = ({ event, at, act, booked }: Step): Parameters<typeof brokenPromises>[0] =>
  event
    ? [{ event, at, command: act }]
    : booked.map(({ id, span, bookedAt }) => ({ told: "booked", appointment: id, hour: span.start, at: bookedAt }));
