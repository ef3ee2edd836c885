import type { Instant } from "#lib/time/instant.ts";
import type { HttpClient } from "./requests.ts";
import { choose } from "./choose.ts";
import { outcomesOf, questionOf, type Credentials } from "./actions.ts";
import type { HalfDay } from "./town.ts";
import type { History, ActionOutcome } from "./history.ts";
import type { Killer } from "./killer.ts";
import type { RequestActions, Known } from "./known.ts";
import type { Intent } from "./intents.ts";

/** What a client asks through, and where it is written down. */
type RecordedClient = {
  readonly line: HttpClient;
  readonly history: History;
  readonly now: () => Instant;
};

/**
 * What a client works with. `known` is shared by all clients of a half-day; the names of its operations begin with
 * `prefix`.
 */
type Surroundings = RecordedClient & {
  readonly prefix?: string;
  readonly killer: Pick<Killer, "begun" | "up">;
  readonly known: (group: number, round: number) => Known;
  readonly elsewhere: (group: number, round: number) => HalfDay;
  readonly shown: (intent: Intent) => Credentials;
};

type PastRequest = {
  readonly asked: RequestActions;
  readonly shown: Credentials;
  readonly known: Known;
  readonly outcomes: readonly ActionOutcome[];
};

/** How many of a client's latest actions can be repeated. */
const REMEMBERED = 20;

/**
 * Asks for actions in one request, and writes them down as those of this client: their outcomes, which `known` learns
 * too.
 */
export async function askFor(
  asked: RequestActions,
  { line, history, now }: RecordedClient,
  { client, name, shown, known }: { client: number; name: string; shown: Credentials; known: Known },
): Promise<readonly ActionOutcome[]> {
  const ids = asked.map((_, index) => `${name}.${index}`);
  asked.forEach((action, index) => history.invoked(ids[index] ?? "", client, action, now()));
  const answer = await line.ask(questionOf(asked, shown));
  const outcomes = outcomesOf(asked, answer);
  outcomes.forEach((outcome, index) => history.answered(ids[index] ?? "", outcome, now()));
  known.learn(asked, outcomes, answer);
  return outcomes;
}

/**
 * Does the operations of one client in order, one at a time; after an unknown outcome it waits until application and
 * database run again.
 */
export async function runClient(
  intents: Iterable<Intent> | AsyncIterable<Intent>,
  { prefix = "", killer, known: knownOf, elsewhere, shown: shownOf, ...recorded }: Surroundings,
): Promise<void> {
  const past: PastRequest[] = [];
  for await (const intent of intents) {
    const known = knownOf(intent.group, intent.round);
    const again = intent.wish === "repeat" ? toRepeat(past, intent) : undefined;
    const {
      asked,
      shown,
      known: about,
    } = again ?? {
      asked: choose(intent, known, elsewhere(intent.group, intent.round), recorded.now()),
      shown: shownOf(intent),
      known,
    };
    killer.begun();
    const name = `${prefix}${intent.client}.${intent.turn}`;
    const outcomes = await askFor(asked, recorded, { client: intent.client, name, shown, known: about });
    if (again) past.splice(past.indexOf(again), 1);
    past.push({ asked, shown, known: about, outcomes });
    if (past.length > REMEMBERED) past.shift();
    if (outcomes.some(({ kind }) => kind === "unknown")) await killer.up();
  }
}

/** Picks actions to repeat with the same key; three times in four some whose outcome is unknown, if there are any. */
function toRepeat(past: readonly PastRequest[], { random: [who, how] }: Intent): PastRequest | undefined {
  const unknown = past.filter(({ outcomes }) => outcomes.some(({ kind }) => kind === "unknown"));
  const among = unknown.length > 0 && how % 4 > 0 ? unknown : past;
  return among[who % Math.max(1, among.length)];
}
