import type { ActNotice } from "./act-notice.ts";
import { thisBrowser, type KeptTexts } from "./browser.ts";

const KEY = "permanences.notices";

/**
 * How many are kept on a device, the newest: more than a half-day without network brings. Each goes once it is
 * dismissed.
 */
const MOST = 200;

type KeptNotice = { readonly permanence: string; readonly conseiller: string; readonly notice: ActNotice };

/** Whose notices, and of which half-day. */
type OfNotices = Omit<KeptNotice, "notice">;

/** The notices that stay until they are dismissed, as this device keeps them: also after a reload. */
export const readKeptNotices = (
  { permanence, conseiller }: OfNotices,
  ofDevice: KeptTexts = thisBrowser.ofDevice,
): readonly ActNotice[] =>
  stored(ofDevice)
    .filter((kept) => kept.permanence === permanence && kept.conseiller === conseiller)
    .map(({ notice }) => notice);

/** Keeps those that came, and forgets those that went, between two states of the tablet. */
export function keepNotices(
  of: OfNotices,
  before: readonly ActNotice[],
  after: readonly ActNotice[],
  ofDevice: KeptTexts = thisBrowser.ofDevice,
): void {
  if (before === after || (before.length === 0 && after.length === 0)) return;
  const came = after.filter((notice) => notice.keep && !before.includes(notice));
  const gone = before.filter((notice) => notice.keep && !after.includes(notice));
  if (came.length === 0 && gone.length === 0) return;
  const others = stored(ofDevice).filter(({ notice }) => ![...came, ...gone].some((one) => isSameNotice(one, notice)));
  try {
    const kept = [...others, ...came.map((notice): KeptNotice => ({ ...of, notice }))].slice(-MOST);
    ofDevice.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that stores nothing: the notice stays until the next reload.
  }
}

/** Whether both say the same of the same act. */
export const isSameNotice = (one: ActNotice, other: ActNotice): boolean =>
  one.command === other.command && one.why === other.why;

function stored(ofDevice: KeptTexts): readonly KeptNotice[] {
  try {
    return JSON.parse(ofDevice.getItem(KEY) ?? "[]") as readonly KeptNotice[];
  } catch {
    return [];
  }
}
