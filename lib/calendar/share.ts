import type { ShareLevel } from "#lib/access/actor.ts";
import { slugOf } from "#lib/place/slug.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/** The levels of a share, from the one that shows least. */
export const GIVEN_LEVELS = ["open-hours", "with-load", "operational"] as const satisfies readonly ShareLevel[];

/**
 * Which half-days of its giver a share shows: at every place or at these (ids), of these series (ids), or those that
 * take one of these topics (keys).
 */
export type ShareSelection =
  | { readonly by: "places"; readonly places: "every" | readonly string[] }
  | { readonly by: "series"; readonly series: readonly string[] }
  | { readonly by: "topics"; readonly topics: readonly string[] };

/** Whether there is more of its giver's calendar than a share shows: a higher level, or further half-days. */
export const isLimited = ({ level, shows }: { readonly level: ShareLevel; readonly shows: ShareSelection }): boolean =>
  level !== "operational" || shows.by !== "places" || shows.places !== "every";

const HOUR = 60 * MINUTE;

/** The hour of the clock in which a share was read: of its last reading only this is kept. */
export function hourRead(moment: Instant): Interval {
  const start = instant(Math.floor(moment / HOUR) * HOUR);
  return { start, end: instant(start + HOUR) };
}

/** Words that tell no organisation from another. */
const SMALL = new Set(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur"]);

const wordsOf = (name: string): ReadonlySet<string> => {
  const plain = slugOf(name).replaceAll("caisse-d-allocations-familiales", "caf");
  return new Set(plain.split("-").filter((word) => word !== "" && !SMALL.has(word)));
};

/**
 * The organisation whose name resembles one that was typed: without accents and small words all words of one name stand
 * in the other (« CAF », « Caf de Haute‑Saône »). Of several the one with the most words in common, then the first.
 * Undefined when none does: « CAF de Haute-Marne » is not « CAF de Haute-Saône ».
 */
export function organisationAlike<Named extends { readonly name: string }>(
  typed: string,
  among: readonly Named[],
): Named | undefined {
  const asked = wordsOf(typed);
  const alike = among.flatMap((one) => {
    const words = wordsOf(one.name);
    const common = [...words].filter((word) => asked.has(word)).length;
    const isAlike = common > 0 && (common === words.size || common === asked.size);
    return isAlike ? [{ one, common, more: words.size + asked.size - 2 * common }] : [];
  });
  return alike.sort((a, b) => b.common - a.common || a.more - b.more)[0]?.one;
}

/** Sites that may show a share in a frame, at most. */
export const MOST_FRAME_ORIGINS = 10;

/**
 * Why a text is no origin for `frameOriginOf`: how it begins, what stands after the site, a star, or no name of a site
 * at all.
 */
export type WhyNoOrigin = "no-https" | "star" | "path" | "no-site";

/** Why a text is no origin; undefined for one that is. */
export function whyNoOrigin(typed: string): WhyNoOrigin | undefined {
  if (frameOriginOf(typed) !== undefined) return undefined;
  const plain = typed.trim().toLowerCase();
  if (!plain.startsWith("https://")) return "no-https";
  if (plain.includes("*")) return "star";
  const site = /^https:\/\/[^/?#]*/u.exec(plain)?.[0] ?? "";
  return site !== plain && frameOriginOf(site) !== undefined ? "path" : "no-site";
}

/**
 * The origin of a site as `frame-ancestors` names it, « https://www.caf.example »: what was typed may end with a path
 * of nothing but a slash. Undefined for what is no https origin: with a path, a name and password, a star, or another
 * scheme.
 */
export function frameOriginOf(typed: string): string | undefined {
  const [, host, port = ""] =
    /^https:\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)(:\d{1,5})?\/?$/u.exec(
      typed.trim().toLowerCase(),
    ) ?? [];
  if (host === undefined || host.length > 253 || Number(port.slice(1)) > 65_535) return undefined;
  return `https://${host}${port === ":443" ? "" : port}`;
}
