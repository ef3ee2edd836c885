import type { Command } from "#lib/queue/acts/acts.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";

/** Most commands of one request. A tablet that was offline and did more sends several requests. */
export const MOST_COMMANDS = 50;

/**
 * The header of each answer to POST …/commands that names the build which answers. While an update runs, the version
 * before answers without it, or with its own: what it cannot read is sent again later
 * (docs/without-network.md#offline).
 */
export const BUILD = "Answered-By-Build";

/** Each as `command` of command.ts reads it, with times as text. */
type WireCommands = { readonly commands: readonly Readonly<Record<string, unknown>>[] };

/**
 * Encodes the commands that a tablet sends, without the shapes by which the server reads them (command.ts): a tablet
 * need not load those. They do not say who acts: the server knows who is signed in.
 */
export const commandsToWire = (list: readonly Command[], zone: string): WireCommands => ({
  commands: list.map((each) => withMomentsAsText(each, zone)),
});

const MOMENTS = ["at", "joinedAt", "until", "expectedAt", "endedAt"];

function withMomentsAsText(command: Command, zone: string): Readonly<Record<string, unknown>> {
  const written: Record<string, unknown> = { ...command };
  for (const name of MOMENTS) if (name in written) written[name] = isoInZone(written[name] as Instant, zone);
  return written;
}

/** What is signed of an act (signed-act.ts): times are in UTC, whatever the zone of the place. */
export const textOfAct = (permanence: string, act: Command): string =>
  JSON.stringify({ permanence, command: commandsToWire([act], "UTC").commands[0] });
