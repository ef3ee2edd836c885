import { isShownWithoutNetwork, type KeptHalfDay } from "#lib/access/kept-half-days.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { TabletSite } from "#components/tablet/tablet-context.ts";

/** What the page of a tablet has beside the line, but for what its document brings in every language. */
export type TabletPage = {
  readonly site: Omit<TabletSite, "why" | "build">;
  /** The date of the half-day, YYYY-MM-DD. */
  readonly localDate: string;
  /** The names that the organisation gave to its topics. */
  readonly topics: Readonly<Record<string, string>>;
  readonly organisation?: { readonly slug: string; readonly logo?: string; readonly accent?: string };
};

/** The version of what is stored. A copy of another one is not used: it is read again from the server. */
const FORMAT = 2;

/**
 * A half-day as it is stored on the device: ids, states and times, no name and no contact of a resident. `ahead`:
 * milliseconds by which the server's clock was ahead of the device's.
 */
export type HalfDayCopy = KeptHalfDay & {
  readonly format: number;
  readonly ahead: number;
  readonly line: LineState;
  readonly page: TabletPage;
};

/**
 * Whose the copies are: an account, or on a shared tablet the name chosen there for one half-day. Whoever knows the
 * code of a place reads nothing that the login of that person had left.
 */
export const holderOf = ({ me, permanence, shared }: Pick<TabletSite, "me" | "permanence" | "shared">): string =>
  shared ? `${me} ${permanence}` : me;

/** The copy of a line, as the server gave it just now. */
export function copyOf(page: TabletPage, state: LineState, readAt: Instant, device: number): HalfDayCopy {
  const { permanence, zone } = page.site;
  return {
    format: FORMAT,
    permanence,
    of: holderOf(page.site),
    readAt,
    ahead: readAt - device,
    zone,
    span: state.span,
    line: state,
    page,
  };
}

/** The server's time by a copy, without network. `device`: the device's clock. */
export const serverTimeBy = ({ ahead }: HalfDayCopy, device: number): Instant => instant(device + ahead);

/**
 * The page's own parts of a copy, which may have been read on a day before that of the half-day, and in another
 * language.
 */
export function siteOf({ page }: HalfDayCopy, now: Instant, locale: string): TabletPage["site"] {
  const { ahead, ...site } = page.site;
  const isAhead = ahead !== undefined && localDateOf(now, site.zone) < page.localDate;
  return { ...site, day: sayDay(page.localDate, locale), ...(isAhead && { ahead }) };
}

/** Whether the copy is of this build's format, and is shown to this person without network. */
export const isUsable = (copy: HalfDayCopy, holder: string | undefined, device: number): boolean =>
  copy.format === FORMAT && isShownWithoutNetwork(copy, holder, serverTimeBy(copy, device));
