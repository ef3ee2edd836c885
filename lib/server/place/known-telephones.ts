import { keyedHash } from "../edge/address-of.ts";

/** The telephone that a page shows, and when somebody answers it. */
export type KnownTelephone = { readonly phone?: string; readonly phoneHours?: string };

/** Pages whose telephone a process keeps at most; the one that was shown first goes first. */
const MOST = 5_000;

/** Kept on the process, since a bundler may load this file more than once. `byPage`: by a keyed hash, since an address may hold a secret. */
type Known = { everywhere: KnownTelephone | undefined; readonly byPage: Map<string, KnownTelephone> };
const known = (): Known =>
  ((globalThis as { knownTelephones?: Known }).knownTelephones ??= { everywhere: undefined, byPage: new Map() });

/** Remembers the operator whose telephone pages of the whole installation show. */
export const rememberOperator = (operator: KnownTelephone | undefined): void => void (known().everywhere = operator);

/** Remembers the operator whose telephone the page at this path shows: in any language, and on the pages below it. */
export function rememberTelephone(path: string, operator: KnownTelephone | undefined): void {
  if (!operator) return;
  const { byPage } = known();
  const page = keyOf(path);
  byPage.delete(page);
  byPage.set(page, operator);
  const [first = ""] = byPage.keys();
  if (byPage.size > MOST) byPage.delete(first);
}

/** The telephone for the page at this path as it was last read: its own, else that of the installation. Needs no database. */
export const knownTelephone = (path: string): KnownTelephone | undefined =>
  known().byPage.get(keyOf(path)) ?? known().everywhere;

/** The page without its language and what stands below it: `/ar/suivi/x/papier` is `/suivi/x`. */
function keyOf(path: string): string {
  const [, first = "", second = ""] = path.replace(/^\/(?:ar|tr|en)(?=\/|$)/, "").split("/");
  return keyedHash(`${first}/${second}`);
}
