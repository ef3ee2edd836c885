import type { Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";

/**
 * How long the text is good after it is read. RFC 9116 asks for less than a year; what an installation that nobody runs
 * any more last said is then soon out of date.
 */
const DAYS = 90;

/**
 * The text of /.well-known/security.txt (RFC 9116). `contact` is a URI (`mailto:` or `https:`), `site` the address of
 * the installation; undefined when there is no contact to name. The day of `Expires` is counted in UTC.
 */
export const securityText = (contact: string | undefined, site: string, now: Instant): string | undefined =>
  contact &&
  [
    `Contact: ${contact}`,
    `Expires: ${plusDays(localDateOf(now, "UTC"), DAYS)}T00:00:00Z`,
    "Preferred-Languages: fr, en",
    `Canonical: ${new URL("/.well-known/security.txt", site).href}`,
    "",
  ].join("\n");
