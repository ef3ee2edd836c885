import type { Instant } from "#lib/time/instant.ts";

/**
 * What became of the mail of an invitation, and when. `leaving`: it was put in less than a minute ago; `late`: it has
 * not left since, and is tried again; `sent`: our mail server has taken it. `refused`: that mailbox does not take it;
 * `failed`: the mail server did not take it in time; `unknown`: nobody knows whether it has left.
 */
export type MailOfInvitation = {
  readonly is: "leaving" | "late" | "sent" | "refused" | "failed" | "unknown";
  readonly at: Instant;
};

/** Days for which an invitation can be accepted. */
export const DAYS_OF_INVITATION = 7;

/**
 * What somebody is invited to become in the installation: an organisation that runs half-days, or one that looks on.
 */
export const BECOMES = ["organisation", "partner"] as const;
export type Becomes = (typeof BECOMES)[number];
