import { z } from "zod";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { seal, unseal } from "#lib/server/sealed.ts";
import { LINK_MINUTES } from "./sign-in-link.ts";

const PURPOSE = "sign-in-link";

const shown = z.object({ giver: z.uuid(), account: z.uuid(), link: z.url() });
type SealedLink = z.infer<typeof shown>;

/**
 * A sign-in link sealed as text for the address of the page that shows it to whoever made it (`giver`), as long as it
 * can be used.
 */
export const sealSignInLink = (made: SealedLink, now: Instant): string =>
  seal(PURPOSE, made, plusMinutes(now, LINK_MINUTES));

/**
 * The link in such a text; undefined for one that has ended, is another reader's or another account's, or is no such
 * text.
 */
export function openSignInLink(
  { giver, account }: Pick<SealedLink, "giver" | "account">,
  sealed: string | undefined,
  now: Instant,
): string | undefined {
  const read = sealed === undefined ? undefined : shown.safeParse(unseal(PURPOSE, sealed, now)).data;
  return read?.giver === giver && read.account === account ? read.link : undefined;
}
