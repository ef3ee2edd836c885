import { accept, refuse, type Result } from "#lib/result.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";
import { followLink } from "#lib/server/message/follow-link.ts";

export type LinkHeaders = Parameters<typeof followLink>[1];

/**
 * Whose answers the address in a message leads to: an account. Refused as by `followLink`, also where it leads to a
 * resident's page.
 */
export async function accountOfLink(
  lien: string,
  headers: LinkHeaders,
): Promise<Result<string, "not-found"> | TooOften> {
  const opened = await followLink(lien, headers);
  if (!opened.ok) return opened;
  return opened.value.page === "reponse" ? accept(opened.value.account) : refuse("not-found");
}
