import { createHmac } from "node:crypto";
import { CODE_LETTERS } from "#lib/server/code-letters.ts";
import { env } from "#lib/server/env.ts";
import { secretOf } from "#lib/server/secrets.ts";

/** How many characters a code has: 59 bits, in three groups of four. */
const LENGTH = 12;

/** An invitation as its secret and its code are made of it. */
export type IdAndGeneration = { readonly id: string; readonly generation: number };

/** What one is invited to: a role in an organisation, or to become an organisation or a partner of the installation. */
export type InvitationKind = "invitation" | "organisation-invitation";

/** The secret in the address of an invitation. */
export const invitationSecret = ({ id, generation }: IdAndGeneration, kind: InvitationKind = "invitation"): string =>
  secretOf(kind, id, generation);

/** The address of the page of an invitation; that of an organisation is a form. */
export const invitationAddress = (invitation: IdAndGeneration, kind: InvitationKind = "invitation"): string =>
  `${env.APP_URL}/${PAGE[kind]}/${invitationSecret(invitation, kind)}`;

const PAGE = { invitation: "invitation", "organisation-invitation": "installation" } satisfies Record<
  InvitationKind,
  string
>;

/**
 * The code of an invitation, to be read aloud where no mail is set up: « 7KQF-2MWX-9CDT ». Made of its secret, never
 * stored.
 */
export function invitationCode(invitation: IdAndGeneration, kind: InvitationKind = "invitation"): string {
  const bytes = createHmac("sha256", env.APP_SECRET)
    .update(`invitation-code\0${invitationSecret(invitation, kind)}`)
    .digest();
  const letters = Array.from(
    { length: LENGTH },
    (_, at) => CODE_LETTERS[bytes.readUInt16BE(2 * at) % CODE_LETTERS.length],
  );
  return letters.join("").replace(/(.{4})(?=.)/gu, "$1-");
}

/** The keyed hash by which the row of a typed code is found; capitals, spaces and hyphens make no difference. */
export const proofOfInvitationCode = (typed: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`invitation-code-proof\0${typed.replace(/[^0-9a-z]/giu, "").toUpperCase()}`)
    .digest("base64url");
