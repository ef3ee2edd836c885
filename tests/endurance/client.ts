import type { Instant } from "#lib/time/instant.ts";
import type { Line } from "./ask.ts";
import { choose } from "./choose.ts";
import { outcomesOf, questionOf, type Shown } from "./actions.ts";
import type { HalfDay } from "./half-days.ts";
import type { History, Outcome } from "./history.ts";
import type { Killer } from "./killer.ts";
import type { Asked, Known } from "./knowledge.ts";
import type { Intent } from "./plan.ts";

/** What a client works with. `known` is shared by all clients of a half-day. */
export type Surroundings = {
  readonly line: Line;
  readonly history: History;
  readonly killer: Pick<Killer, "begun" | "up">;
  readonly now: () => Instant;
  readonly known: (group: number, round: number) => Known;
  readonly elsewhere: (group: number, round: number) => HalfDay;
  readonly shown: (intent: Intent) => Shown;
};

type Past = {
  readonly asked: Asked;
  readonly shown: Shown;
  readonly known: Known;
  readonly outcomes: readonly Outcome[];
};

/** How many of a client's latest actions can be repeated. */
const REMEMBERED = 20;

/** Does the operations of one client in order, one at a time; after an unknown outcome it waits until application and database run again. */
export async function runClient(
  intents: Iterable<Intent> | AsyncIterable<Intent>,
  { line, history, killer, now, known: knownOf, elsewhere, shown: shownOf }: Surroundings,
): Promise<void> {
  const past: Past[] = [];
  for await (const intent of intents) {
    const known = knownOf(intent.group, intent.round);
    const again = intent.wish === "repeat" ? toRepeat(past, intent) : undefined;
    const {
      asked,
      shown,
      known: about,
    } = again ?? {
      asked: choose(intent, known, elsewhere(intent.group, intent.round), now()),
      shown: shownOf(intent),
      known,
    };
    const ids = asked.map((_, index) => `${intent.client}.${intent.turn}.${index}`);
    killer.begun();
    asked.forEach((action, index) => history.invoked(ids[index] ?? "", intent.client, action, now()));
    const answer = await line.ask(questionOf(asked, shown));
    const outcomes = outcomesOf(asked, answer);
    outcomes.forEach((outcome, index) => history.answered(ids[index] ?? "", outcome, now()));
    about.learn(asked, outcomes, answer);
    if (again) past.splice(past.indexOf(again), 1);
    past.push({ asked, shown, known: about, outcomes });
    if (past.length > REMEMBERED) past.shift();
    if (outcomes.some(({ kind }) => kind === "unknown")) await killer.up();
  }
}

/** Picks actions to repeat with the same key; three times in four some whose outcome is unknown, if there are any. */
function toRepeat(past: readonly Past[], { random: [who, how] }: Intent): Past | undefined {
  const unknown = past.filter(({ outcomes }) => outcomes.some(({ kind }) => kind === "unknown"));
  const among = unknown.length > 0 && how % 4 > 0 ? unknown : past;
  return among[who % Math.max(1, among.length)];
}
