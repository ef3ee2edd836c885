import type { Actor } from "../../access/actor.ts";
import type { Command, DeskTaken } from "../../queue/line/commands.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/**
 * The command with what only this server knows: who acts (the person signed in, whatever the command says), what each
 * conseiller who sits down may serve, from her assignment, and which topics there are: another word is left out, since
 * a person is not lost for it and what is written about her stays.
 */
export async function attributed(
  tx: Tx,
  permanenceId: string,
  command: Command,
  actor: Actor,
  now: Instant,
): Promise<Command> {
  const { conseiller: _, ...said } = command;
  const acted = { ...said, ...(actor.kind === "staff" && { conseiller: actor.user }) } as Command;
  if (acted.type === "take-desk") return { ...acted, ...(await withTopics(tx, permanenceId, [acted], now))[0] };
  if (acted.type === "add-visit" || acted.type === "turn-away") return withKnownTopic(tx, acted);
  return acted.type === "open" ? { ...acted, desks: await withTopics(tx, permanenceId, acted.desks, now) } : acted;
}

async function withKnownTopic<About extends Command & { readonly topic?: string }>(
  tx: Tx,
  act: About,
): Promise<Command> {
  const { topic, ...rest } = act;
  const known =
    topic === undefined || (await tx.topic.findUnique({ where: { key: topic }, select: { id: true } })) !== null;
  return known ? act : (rest as Command);
}

/** Of an assignment now, else of the first to this half-day. Nobody planned: all topics, whoever sat there before. */
async function withTopics(
  tx: Tx,
  permanenceId: string,
  desks: readonly DeskTaken[],
  now: Instant,
): Promise<DeskTaken[]> {
  const planned = await tx.assignment.findMany({
    where: { permanenceId, conseillerId: { in: desks.flatMap(({ conseiller }) => conseiller ?? []) } },
    orderBy: { startsAt: "asc" },
    select: { conseillerId: true, topicKeys: true, startsAt: true, endsAt: true },
  });
  return desks.map(({ desk, conseiller }) => {
    if (conseiller === undefined) return { desk };
    const hers = planned.filter(({ conseillerId }) => conseillerId === conseiller);
    const running = hers.find(({ startsAt, endsAt }) => startsAt <= toDate(now) && toDate(now) < endsAt);
    return { desk, conseiller, topics: (running ?? hers[0])?.topicKeys ?? [] };
  });
}
