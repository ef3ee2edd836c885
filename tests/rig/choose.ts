import type { Act } from "#lib/queue/acts/acts.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { DESKS, hourOf, soonest, TOPICS, type HalfDay } from "./town.ts";
import type { Action } from "./history.ts";
import type { RequestActions, Known, LineReading } from "./known.ts";
import type { Intent } from "./intents.ts";

/** Picks one of the things by a random number of the intent, modulo their count; undefined if there are none. */
const pick = <Thing>(things: readonly Thing[], value: number): Thing | undefined =>
  things[value % Math.max(1, things.length)];

/**
 * The actions for an intent, with what is known of the half-day (and of `elsewhere`, another one in use). There is
 * always one: a client without an appointment to move books one, a conseiller without a person at the desk calls.
 */
export function choose(intent: Intent, known: Known, elsewhere: HalfDay, now: Instant): RequestActions {
  const { halfDay } = known;
  const { permanence } = halfDay;
  const [who, how, when] = intent.random;
  const [key] = intent.ids;
  switch (intent.wish) {
    case "book":
      return [book(halfDay, intent, false)];
    case "overbook":
      return [book(halfDay, intent, true)];
    case "move": {
      const appointment = pick(known.appointments, who);
      if (appointment === undefined) return [book(halfDay, intent, false)];
      const target = how % 8 === 0 ? elsewhere : halfDay;
      return [
        {
          type: "move",
          permanence: target.permanence,
          appointment,
          start: hourOf(target, soonest(target) + (when % 16)),
          key,
        },
      ];
    }
    case "cancel": {
      const appointment = pick(known.appointments, who);
      return [appointment === undefined ? book(halfDay, intent, false) : { type: "cancel", permanence, appointment }];
    }
    case "join":
    case "repeat":
      return [{ type: "join", permanence, by: "door", key }];
    case "staff-join":
      return [{ type: "join", permanence, by: "staff", key }];
    case "leave": {
      const visit = pick(known.visits, who);
      return [
        visit === undefined ? { type: "join", permanence, by: "door", key } : { type: "leave", permanence, visit },
      ];
    }
    case "away": {
      const visit = pick(known.visits, who);
      return [
        visit === undefined
          ? { type: "join", permanence, by: "door", key }
          : { type: "away", permanence, visit, minutes: 5 * (1 + (how % 4)) },
      ];
    }
    default:
      return sent(intent, known, acts(intent, known, now), now);
  }
}

function book(halfDay: HalfDay, intent: Intent, beside: boolean): Action {
  const {
    random: [who, how, when],
    ids: [key],
  } = intent;
  const minutes = TOPICS[pick(halfDay.topics, who) ?? "caf"];
  // One in seventeen requests an hour that may be past.
  return {
    type: "book",
    permanence: halfDay.permanence,
    start: hourOf(halfDay, soonest(halfDay) - 1 + (when % 17)),
    minutes,
    beside,
    ...(how % 4 > 0 && { phone: mobileOf(intent) }),
    key,
  };
}

/** A mobile that nobody else has: a contact may hold few appointments. */
const mobileOf = ({ client, turn }: Intent): string => `+3361${String(client * 100_000 + turn).padStart(7, "0")}`;

/** Commands of the tablet at this client's desk; one in twelve states the version of the line that it saw. */
function sent(
  { rank, random: [, , when], ids: [first, second] }: Intent,
  { halfDay, line }: Known,
  [one, two]: Acts,
  now: Instant,
): RequestActions {
  const conseiller = halfDay.team[rank]?.user ?? "";
  const expected: Precondition | undefined = line && when % 12 === 0 ? { version: line.version } : undefined;
  const action = (act: Act, id: string): Action => ({
    type: "command",
    permanence: halfDay.permanence,
    conseiller,
    command: { id, at: now, device: `tablet-${rank}`, ...(expected && { expected }), ...act },
  });
  return two ? [action(one, first), action(two, second)] : [action(one, first)];
}

type Acts = readonly [Act, Act?];

function acts(intent: Intent, known: Known, now: Instant): Acts {
  const { line, halfDay } = known;
  const [who, how] = intent.random;
  const visit = intent.ids[2];
  const desk = intent.rank + 1;
  if (!line || line.status === "scheduled" || line.numbers === "not-yet") {
    const desks = halfDay.team.slice(0, DESKS).map(({ user }, index) => ({ desk: index + 1, conseiller: user }));
    return [{ type: "give-numbers" }, { type: "open", desks }];
  }
  const anybody = pick(line.visits, who)?.id ?? visit;
  const somebody =
    pick(
      line.visits.filter(({ state }) => state === "waiting" || state === "absent"),
      who,
    )?.id ?? anybody;
  switch (intent.wish) {
    case "call":
      return [
        {
          type: "call",
          visit: how % 5 === 0 ? anybody : somebody,
          desk: intent.rank < DESKS ? desk : 1 + (how % DESKS),
          override: "urgent",
        },
      ];
    case "check-in":
      return [
        {
          type: "check-in",
          appointment: pick(how % 6 === 0 ? known.appointments : line.expected.map(({ id }) => id), who) ?? visit,
          visit,
        },
      ];
    case "add-visit":
      return [{ type: "add-visit", visit, topic: "caf", priority: how % 12 === 0 }];
    case "undo":
      return [{ type: "undo", command: known.commands.at(-1 - (who % 4)) ?? visit }];
    case "prioritise":
      return [{ type: "prioritise", visit: somebody }];
    case "staff-leave":
      return [{ type: "leave", visit: how % 3 === 0 ? anybody : somebody, by: "staff" }];
    case "staff-away":
      return [{ type: "away", visit: somebody, ...(how % 3 > 0 && { until: plusMinutes(now, 5 + (how % 20)) }) }];
    case "desk":
      return [aboutDesks(how, desk, halfDay.team[intent.rank]?.user ?? "")];
    case "line":
      return [aboutTheLine(how, line)];
    case "close":
      return [{ type: "close", leftovers: leftoversOf(line, how) }];
    case "lease":
      return [fromLease(line, `tablet-${intent.rank}`, visit)];
    // One in nine acts on another conseiller's desk.
    default:
      return atDesk(
        line,
        how % 9 === 0 ? 1 + (who % DESKS) : desk,
        how,
        halfDay.team[intent.rank]?.user ?? "",
        anybody,
      );
  }
}

/** The next acts at a desk: start the called person, finish the helped person, then call the next. */
function atDesk(line: LineReading, desk: number, how: number, conseiller: string, anybody: string): Acts {
  const taken = line.desks.find(({ number }) => number === desk);
  if (line.suspended && how % 3 === 0) return [{ type: "resume-line" }];
  if (line.numbers === "stopped" && how % 3 === 0) return [{ type: "give-numbers" }];
  if (!taken || taken.state === "left") return [{ type: "take-desk", desk, conseiller }];
  if (taken.state === "break") return [{ type: "return" }];
  const visit = line.visits.find((one) => one.desk === desk && (one.state === "called" || one.state === "serving"));
  const awaited = line.visits.find((one) => one.desk === desk && one.state === "paused");
  if (visit?.state === "called")
    return how % 6 === 0
      ? [
          { type: "absent", visit: visit.id },
          { type: "call-next", desk },
        ]
      : [{ type: "start", visit: visit.id }];
  if (visit) return ends(visit.id, desk, how);
  if (awaited && how % 2 === 0) return [{ type: "resume", visit: awaited.id }];
  return how % 25 === 0 ? [{ type: "start", visit: anybody }] : [{ type: "call-next", desk }];
}

function ends(visit: string, desk: number, how: number): Acts {
  switch (how % 12) {
    case 0:
      return [
        { type: "pause", visit },
        { type: "call-next", desk },
      ];
    case 1:
      return [{ type: "refer", visit, target: "administration" }];
    case 2:
      return [{ type: "hand-over", to: 1 + ((desk + (how % 2)) % DESKS) }];
    case 3:
    case 4:
    case 5:
    case 6:
      return [{ type: "finish", visit }];
    default:
      return [
        { type: "finish", visit },
        { type: "call-next", desk },
      ];
  }
}

function aboutDesks(how: number, desk: number, conseiller: string): Act {
  const all: readonly Act[] = [
    { type: "break" },
    { type: "return" },
    { type: "leave-desk" },
    { type: "take-desk", desk, conseiller },
    { type: "take-desk", desk: 1 + (how % DESKS), conseiller },
  ];
  return pick(all, how) ?? { type: "return" };
}

function aboutTheLine(how: number, line: LineReading): Act {
  if (line.suspended) return { type: "resume-line" };
  if (line.numbers === "stopped") return { type: "give-numbers" };
  return (
    pick<Act>(
      [{ type: "suspend" }, { type: "stop-numbers" }, { type: "announce", message: "La pause est à 10 h." }],
      how,
    ) ?? { type: "suspend" }
  );
}

/** For each person who has not been served, as far as this tablet knows: another date, or left. */
const leftoversOf = (line: LineReading, how: number): Extract<Act, { type: "close" }>["leftovers"] =>
  line.visits
    .filter(({ state }) => state === "waiting" || state === "absent" || state === "paused")
    .map(({ id }) => ({ visit: id, choice: how % 2 === 0 ? "another-date" : "left" }));

/** Gives the first lent number that nobody has, as after a network failure; without one, leases numbers. */
function fromLease(line: LineReading, device: string, visit: string): Act {
  const given = new Set(line.visits.map(({ number }) => number));
  const lent = line.leases
    .filter((lease) => lease.device === device)
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
  const number = lent.find((one) => !given.has(one));
  return number === undefined ? { type: "lease-numbers" } : { type: "add-visit", visit, number };
}
