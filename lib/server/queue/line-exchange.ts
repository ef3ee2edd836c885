import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { ON_PEOPLE } from "#lib/queue/acts/late-acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { exchangeOfActs, type CommandResult, exchangeOfReading } from "#lib/queue/receive-command.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, MINUTE, type Instant, SECOND } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { actOfText, type SignedAct } from "#lib/wire/queue/signed-act.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, snapshot } from "#lib/server/db.ts";
import { authorsOf, type Author } from "./act-keys.ts";
import { applyCommand, type Sender, withSeatElsewhere } from "./apply-command.ts";
import { heardAtColumn, permanenceWithLine } from "./line-rows.ts";
import { loadLine } from "./load-line.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { SILENCE } from "#lib/queue/board/live-board.ts";
import { lineChanged } from "./notify-followers.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";

type CommandsRun = ReadLine & { readonly results: readonly CommandResult[] };

/**
 * Runs a tablet's commands in their order, each in a transaction of its own: a refusal does not stop those after it,
 * and a command that is sent again has no second effect. Answers each result and the line as it then is. Staff of the
 * organisation only. A shared tablet whose half-day is over may still send acts on people: what the line does with
 * those that come after its end (docs/line.md#what-comes-after-a-persons-close) decides.
 */
export async function runCommands(
  actor: Actor,
  permanenceId: string,
  commands: readonly Command[],
): Promise<Result<CommandsRun, "not-found" | "not-allowed">> {
  if (actor.kind !== "staff") return refuse("not-allowed");
  const permanence = isUuid(permanenceId) ? await permanenceOf(permanenceId, actor) : undefined;
  if (!permanence) return refuse("not-found");
  if (!maySend(actor, permanenceId, permanence, commands)) return refuse("not-allowed");
  const { results, last } = await run(permanenceId, permanence, commands, { actor });
  return answered(actor, permanenceId, permanence, results, last);
}

/**
 * Runs acts that colleagues made on this tablet, as theirs (docs/decisions/whose-acts.md): each carries the signature
 * of its author, and both the author and whoever sends it may run that line. There is a result for each of them. The
 * others have none, and stay on the tablet: acts with a wrong signature, of another half-day or device, dated after
 * somebody else signed in there, or that this build cannot read.
 */
export async function runSignedActs(
  sender: Actor,
  permanenceId: string,
  signed: readonly SignedAct[],
): Promise<Result<CommandsRun, "not-found" | "not-allowed">> {
  if (sender.kind !== "staff") return refuse("not-allowed");
  const permanence = isUuid(permanenceId) ? await permanenceOf(permanenceId, sender) : undefined;
  if (!permanence) return refuse("not-found");
  const proven = (await authorsOf(signed)).flatMap((author, index) => {
    const act = actOfText(signed[index]?.text ?? "");
    return author && act && isActOf(author, act, permanenceId) ? [{ author, command: act.command }] : [];
  });
  const sent = proven.map(({ command }) => command);
  if (!maySend(sender, permanenceId, permanence, sent)) return refuse("not-allowed");
  const results: CommandResult[] = [];
  let last: LineState | undefined;
  for (const [user, acts] of Map.groupBy(proven, ({ author }) => author.actor.user)) {
    const actor = acts[0]?.author.actor;
    const theirs = actor && (await permanenceOf(permanenceId, actor));
    const commands = acts.map(({ command }) => command);
    if (!theirs || !maySend(actor, permanenceId, theirs, commands)) continue;
    const by = user === sender.user ? { actor } : { actor, sentBy: sender.user };
    const ran = await run(permanenceId, theirs, commands, by);
    results.push(...ran.results);
    last = ran.last ?? last;
  }
  return answered(sender, permanenceId, permanence, results, last);
}

/** Milliseconds by which the clock of a tablet may be ahead of the server's. */
const AHEAD = 5 * MINUTE;

/**
 * Whether it is the author's act at this half-day and on the device of their key, made before somebody else signed in
 * there.
 */
const isActOf = (
  { device, only, until }: Author,
  { permanence, command }: { readonly permanence: string; readonly command: Command },
  permanenceId: string,
): boolean =>
  permanence === permanenceId &&
  (only === undefined || only === permanenceId) &&
  command.device === device &&
  command.at <= until + AHEAD;

function maySend(
  actor: StaffActor,
  permanence: string,
  { placeId: place, organisationId: organisation }: PermanenceRow,
  commands: readonly Command[],
): boolean {
  const of = { permanence, place, organisation };
  const isLate = commands.length > 0 && commands.every(({ type }) => ON_PEOPLE.has(type));
  return may(actor, { act: "run-line", ...of }) || (isLate && may(actor, { act: "send-late-acts", ...of }));
}

/** Runs the commands of one person, and records their exchange with each device that they come from. */
async function run(
  permanenceId: string,
  permanence: PermanenceRow,
  commands: readonly Command[],
  { actor, sentBy }: { readonly actor: StaffActor; readonly sentBy?: string },
): Promise<{ readonly results: readonly CommandResult[]; readonly last: LineState | undefined }> {
  const lastExchangeOf = (device: string) => lastExchange(permanence, device);
  const results: CommandResult[] = [];
  let last: LineState | undefined;
  for (const command of commands) {
    const sender: Sender = { actor, lastExchange: lastExchangeOf(command.device), sentBy };
    const { result, line } = await applyCommand(permanenceId, command, sender);
    results.push(await withSeatElsewhere(result, actor));
    last = line;
  }
  for (const [device, acts] of Map.groupBy(commands, (command) => command.device)) {
    const at = exchangeOfActs(acts, { lastExchange: lastExchangeOf(device), receivedAt: clock.now() });
    await recordExchange(permanenceId, actor, device, at);
  }
  return { results, last };
}

/** The results with the line as it then is: that of the last command, or read now. */
async function answered(
  actor: StaffActor,
  permanenceId: string,
  { timeZone }: PermanenceRow,
  results: readonly CommandResult[],
  last: LineState | undefined,
): Promise<Result<CommandsRun, "not-found" | "not-allowed">> {
  if (!last) {
    const read = await readLine(actor, permanenceId);
    return read.ok ? accept({ ...read.value, results }) : read;
  }
  await recordHeartbeat(permanenceId);
  return accept({ state: last, timeZone, results });
}

type PermanenceRow = {
  readonly placeId: string;
  readonly organisationId: string;
  readonly timeZone: string;
  readonly heardAt: Date | null;
  readonly exchanges: Readonly<Record<string, number>> | null;
};

async function permanenceOf(id: string, actor: StaffActor): Promise<PermanenceRow | undefined> {
  const [row] = await db.$queryRaw<PermanenceRow[]>`
    SELECT p.place_id AS "placeId", p.organisation_id AS "organisationId", p.time_zone AS "timeZone", ${heardAtColumn}, ${exchangesOf(actor)} AS exchanges
    FROM ${permanenceWithLine} WHERE p.id = ${id}::uuid`;
  return row;
}

/**
 * The moment before which who acts cannot have done on this device what has not been received: their last exchange with
 * it. Without one, the last heartbeat of any device of the half-day.
 */
function lastExchange({ exchanges, heardAt }: PermanenceRow, device: string): Instant | undefined {
  const at = exchanges?.[device] ?? heardAt?.getTime();
  return at === undefined ? undefined : instant(at);
}

type ReadLine = { readonly state: LineState; readonly timeZone: string };

/**
 * The line as the tablet holds it, without names, for the staff of its organisation. Reading it is a heartbeat of the
 * device. `sentAll`: the device that reads, when it holds no unsent act of the reader; the reading is then its last
 * exchange (docs/without-network.md#offline).
 */
export const readLine = (actor: Actor, permanenceId: string, sentAll?: string): Promise<LineRead> =>
  lineRead(actor, permanenceId, sentAll, recordHeartbeat);

/** The same for a device that keeps the half-day for later: no heartbeat, since nobody stands at that line. */
export const readLineAhead = (actor: Actor, permanenceId: string, sentAll?: string): Promise<LineRead> =>
  lineRead(actor, permanenceId, sentAll, async () => undefined);

type LineRead = Result<ReadLine, "not-found" | "not-allowed">;

async function lineRead(
  actor: Actor,
  permanenceId: string,
  sentAll: string | undefined,
  beat: (permanence: string) => Promise<unknown>,
): Promise<LineRead> {
  const permanence = isUuid(permanenceId)
    ? await db.permanence.findUnique({
        where: { id: permanenceId },
        select: { placeId: true, organisationId: true, timeZone: true },
      })
    : null;
  if (!permanence) return refuse("not-found");
  const { placeId: place, organisationId: organisation } = permanence;
  if (!may(actor, { act: "read-line", permanence: permanenceId, place, organisation })) return refuse("not-allowed");
  await beat(permanenceId);
  const state = await snapshot((tx) => loadLine(tx, permanenceId, clock.now()));
  if (!state) return refuse("not-found");
  if (sentAll !== undefined && actor.kind === "staff") await recordReading(permanenceId, actor, sentAll);
  return accept({ state, timeZone: permanence.timeZone });
}

/**
 * A heartbeat this soon after the last one writes nothing, because the row is the one that every act of the line locks.
 */
const HEARTBEAT_SOON = 15 * SECOND;

/** Records that a device of the team was in touch now. Followers are notified when the team had been silent. */
export async function recordHeartbeat(permanenceId: string): Promise<void> {
  const now = clock.now();
  const soon = toDate(instant(now - HEARTBEAT_SOON));
  const at = toDate(now);
  // The lock comes first, as in every act. Asked again of `line`: what was read before the lock may be older.
  const back = await db.$queryRaw<{ permanence: string; version: number }[]>`
    WITH before AS (
      SELECT p.id, l.heard_at AS last FROM ${permanenceWithLine}
      WHERE p.id = ${permanenceId}::uuid AND (l.heard_at BETWEEN ${soon} AND ${at}) IS NOT TRUE
      FOR NO KEY UPDATE OF p
    ), heard AS (
      INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
      SELECT id, 0, 1, 0, ${at}::timestamptz FROM before
      ON CONFLICT (permanence_id) DO UPDATE SET heard_at = excluded.heard_at WHERE (line.heard_at BETWEEN ${soon} AND ${at}) IS NOT TRUE
      RETURNING permanence_id, version
    )
    SELECT heard.permanence_id::text AS "permanence", heard.version FROM heard, before WHERE before.last <= ${toDate(instant(now - SILENCE))}`;
  for (const line of back) lineChanged({ ...line, board: "none" });
}

/**
 * A reading this soon after the last exchange writes nothing: the line may be read every 5 seconds, and a heartbeat
 * comes each minute.
 */
const READING_SOON = 50 * SECOND;

/** SQL: the last exchanges of this person at the half-day `p`, by device, in milliseconds since 1970. */
const exchangesOf = ({ user }: StaffActor): Prisma.Sql => Prisma.sql`
  (SELECT jsonb_object_agg(device, round(extract(epoch FROM at) * 1000)) FROM device_exchange WHERE permanence_id = p.id AND user_id = ${user}::uuid)`;

/**
 * Records that everything which this person did on the device until `at` has been received. Locks nothing of the line.
 */
async function recordExchange(permanenceId: string, { user }: StaffActor, device: string, at: Instant): Promise<void> {
  await writeExchange(permanenceId, user, device, at, instant(at - 1));
}

/**
 * Records that a device which had sent all acts of this person has read the line now. Written at most every 50 seconds.
 */
async function recordReading(permanenceId: string, { user }: StaffActor, device: string): Promise<void> {
  const at = exchangeOfReading(clock.now());
  await writeExchange(permanenceId, user, device, at, instant(at - READING_SOON));
}

/** Writes unless a later exchange than `known` stands there. */
const writeExchange = (
  permanenceId: string,
  user: string,
  device: string,
  at: Instant,
  known: Instant,
): Promise<unknown> => db.$executeRaw`
  INSERT INTO device_exchange (permanence_id, device, user_id, at)
  SELECT ${permanenceId}::uuid, ${device}, ${user}::uuid, ${toDate(at)}::timestamptz
  WHERE NOT EXISTS (
    SELECT FROM device_exchange
    WHERE permanence_id = ${permanenceId}::uuid AND user_id = ${user}::uuid AND device = ${device} AND at > ${toDate(known)}::timestamptz)
  ON CONFLICT (permanence_id, user_id, device) DO UPDATE SET at = greatest(device_exchange.at, excluded.at)`;
