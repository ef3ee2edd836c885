import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "../env.ts";
import { cookieIn } from "./cookies.ts";

const secure = env.APP_URL.startsWith("https:");

/** The cookie of a browser in which somebody has signed in before. It gives no right, only limits of its own (docs/api.md#sign-in). */
const NAME = secure ? "__Host-known-browser" : "known-browser";

/** 400 days, the longest that browsers keep a cookie. */
const SECONDS = 400 * 24 * 3600;

/** The accounts that a browser remembers: a few colleagues share a computer. */
const MOST = 5;

/** A random id of this browser, and a proof for each e-mail address that has signed in with it, newest first. */
type KnownBrowser = { readonly id: string; readonly proofs: readonly string[] };

/** The id of this browser when this e-mail address has signed in with it before; otherwise undefined. */
export function knownBrowserOf(headers: Pick<Headers, "get">, email: string): string | undefined {
  const known = read(headers);
  if (!known) return undefined;
  const proof = Buffer.from(proofOf(known.id, email));
  return known.proofs.some((shown) => timingSafeEqual(Buffer.from(shown), proof)) ? known.id : undefined;
}

/** The Set-Cookie line with which this browser remembers that this e-mail address has signed in; an earlier one is extended. */
export function knownBrowserCookie(headers: Pick<Headers, "get">, email: string): string {
  const { id, proofs } = read(headers) ?? { id: freshBrowser(), proofs: [] };
  const proof = proofOf(id, email);
  const value = [id, ...[proof, ...proofs.filter((other) => other !== proof)].slice(0, MOST)].join(".");
  return `${NAME}=${value}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The random id of a browser in which somebody has signed in before, as its cookie says it; undefined for any other. Signing in again keeps it. */
export const browserOf = (headers: Pick<Headers, "get">): string | undefined => read(headers)?.id;

/** A random id of a browser: 22 characters, 128 bits. */
export const freshBrowser = (): string => randomBytes(16).toString("base64url");

function read(headers: Pick<Headers, "get">): KnownBrowser | undefined {
  const value = cookieIn(headers, NAME) ?? "";
  if (!/^[\w-]{22}(\.[\w-]{22}){1,5}$/.test(value)) return undefined;
  const [id = "", ...proofs] = value.split(".");
  return { id, proofs };
}

const proofOf = (id: string, email: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`known-browser\0${id}\0${email.toLowerCase()}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
