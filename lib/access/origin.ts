/** What a request says of where it comes from. */
export type Provenance = {
  readonly method: string;
  /** The Origin header. A browser always sends it with an unsafe method, as "null" from a place it will not name. */
  readonly origin: string | null;
  /** The Sec-Fetch-Site header, which no page can forge. */
  readonly site: string | null;
  readonly authorization: string | null;
};

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether an unsafe request was sent by a page that is not ours: it could act in the name of whoever is signed in
 * (CONTRACT, Origin). `hosts` are our own names, with the port when it is not the scheme's. A request without Origin
 * comes from a program, not from a page; one with a bearer token proves itself otherwise.
 */
export function isForeign(from: Provenance, hosts: readonly string[]): boolean {
  if (SAFE.has(from.method) || from.authorization?.startsWith("Bearer ")) return false;
  if (from.origin !== null) return !hosts.includes(from.origin.replace(/^https?:\/\//, ""));
  return from.site !== null && from.site !== "same-origin" && from.site !== "none";
}
