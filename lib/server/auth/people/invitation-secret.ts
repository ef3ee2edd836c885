import { createHmac } from "node:crypto";
import { env } from "../../env.ts";
import { ALPHABET } from "../devices.ts";
import { secretOf } from "../../secrets.ts";

/** How many characters a code has: 59 bits, in three groups of four. */
const LENGTH = 12;

/** An invitation as its secret and its code are made of it. */
type Numbered = { readonly id: string; readonly generation: number };

/** The secret in the address of an invitation. */
export const invitationSecret = ({ id, generation }: Numbered): string => secretOf("invitation", id, generation);

/** The code of an invitation, to be read aloud where no mail is set up: « 7KQF-2MWX-9CDT ». Made of its secret, never stored. */
export function invitationCode(invitation: Numbered): string {
  const bytes = createHmac("sha256", env.APP_SECRET)
    .update(`invitation-code\0${invitationSecret(invitation)}`)
    .digest();
  const letters = Array.from({ length: LENGTH }, (_, at) => ALPHABET[bytes.readUInt16BE(2 * at) % ALPHABET.length]);
  return letters.join("").replace(/(.{4})(?=.)/gu, "$1-");
}

/** The keyed hash by which the row of a typed code is found; capitals, spaces and hyphens make no difference. */
export const proofOfInvitationCode = (typed: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`invitation-code-proof\0${typed.replace(/[^0-9a-z]/giu, "").toUpperCase()}`)
    .digest("base64url");
