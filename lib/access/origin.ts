/** The headers of a request that say where it comes from. */
export type Provenance = {
  readonly method: string;
  /** The Origin header. A browser always sends it with an unsafe method, as "null" when it hides the origin. */
  readonly origin: string | null;
  /** The Sec-Fetch-Site header, which no page can forge. */
  readonly site: string | null;
  readonly authorization: string | null;
};

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether an unsafe request comes from a page of another site, which could act in the name of whoever is signed in
 * (docs/api.md#origin). `hosts` are our own, with the port when it is not the scheme's default. A request without
 * Origin comes from a program; one with a bearer token is not foreign, since no page sends a token by itself.
 */
export function isForeign(from: Provenance, hosts: readonly string[]): boolean {
  if (SAFE.has(from.method) || from.authorization?.startsWith("Bearer ")) return false;
  if (from.origin !== null) return !hosts.includes(from.origin.replace(/^https?:\/\//, ""));
  return from.site !== null && from.site !== "same-origin" && from.site !== "none";
}
