import type { ShareLevel } from "../access/actor.ts";

/** The levels that a new share is given. Shares of earlier versions may have `free-busy`. */
export const GIVEN_LEVELS = ["open-hours", "with-load", "operational"] as const satisfies readonly ShareLevel[];

/**
 * Which half-days of its giver a share shows: at every place or at these (ids), of these series (ids), or those that take one of
 * these topics (keys).
 */
export type Shown =
  | { readonly by: "places"; readonly places: "every" | readonly string[] }
  | { readonly by: "series"; readonly series: readonly string[] }
  | { readonly by: "topics"; readonly topics: readonly string[] };

/** Sites that may show a share in a frame, at most. */
export const MOST_FRAME_ORIGINS = 10;

/**
 * The origin of a site as `frame-ancestors` names it, « https://www.caf.example »: what was typed may end with a path of nothing
 * but a slash. Undefined for what is no https origin: with a path, a name and password, a star, or another scheme.
 */
export function frameOriginOf(typed: string): string | undefined {
  const [, host, port = ""] =
    /^https:\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)(:\d{1,5})?\/?$/u.exec(
      typed.trim().toLowerCase(),
    ) ?? [];
  if (host === undefined || host.length > 253 || Number(port.slice(1)) > 65_535) return undefined;
  return `https://${host}${port === ":443" ? "" : port}`;
}
