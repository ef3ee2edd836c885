import { z } from "zod";
import type { Command } from "#lib/queue/acts/acts.ts";
import { command, device } from "./command.ts";
import { MOST_COMMANDS } from "./sent-commands.ts";

/** More than a close with a choice for each of a thousand people takes. */
const LONGEST = 200_000;

/**
 * An act with the signature of the tablet on which its author made it (docs/decisions/whose-acts.md). `text`: what was
 * signed, the half-day and the command as JSON; `key`: the id of the author's key on that device.
 */
export const signedAct = z.strictObject({
  key: z.uuid(),
  text: z.string().max(LONGEST),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SignedAct = z.output<typeof signedAct>;

/** The body of POST …/signed-commands. */
export const signedActs = z.strictObject({ acts: z.array(signedAct).min(1).max(MOST_COMMANDS) });

/** The body of POST /api/v1/act-keys: the public half of the key of who is signed in, on this device. */
export const actKeyBody = z.strictObject({
  id: z.uuid(),
  device,
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{87}$/),
});
export type ActKeyBody = z.output<typeof actKeyBody>;

/**
 * The body of PUT /api/v1/unsent-acts: of whom this device holds acts that who is signed in cannot send, and how many
 * for each half-day.
 */
export const unsentActsBody = z.strictObject({
  device,
  held: z
    .array(z.strictObject({ permanence: z.uuid(), conseiller: z.uuid(), acts: z.int().min(1).max(9_999) }))
    .max(50),
});
export type HeldActs = z.output<typeof unsentActsBody>["held"][number];

const signedText = z.strictObject({ permanence: z.uuid(), command: command("UTC") });

/** The half-day and the command of a signed text; undefined of one that this build cannot read. */
export function actOfText(text: string): { readonly permanence: string; readonly command: Command } | undefined {
  try {
    return signedText.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
