import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "#lib/server/env.ts";
import { cookieIn } from "./cookies.ts";

const secure = env.APP_URL.startsWith("https:");

/**
 * The cookie of a browser in which somebody has signed in before. It gives no right, only limits of its own
 * (docs/api.md#sign-in).
 */
const NAME = secure ? "__Host-known-browser" : "known-browser";

/** 400 days, the longest that browsers keep a cookie. */
const SECONDS = 400 * 24 * 3600;

/** The accounts that a browser remembers: a few colleagues share a computer. */
const MOST = 5;

/**
 * A random id of this browser, a proof that it was signed in with, and one for each e-mail address that did so, newest
 * first.
 */
type KnownBrowser = { readonly id: string; readonly proofs: readonly string[] };

/** The id of this browser when this e-mail address has signed in with it before; otherwise undefined. */
export function knownBrowserOf(headers: Pick<Headers, "get">, email: string): string | undefined {
  const known = read(headers);
  return known && isShown(known, proofOf(known.id, email)) ? known.id : undefined;
}

/**
 * The Set-Cookie line with which this browser remembers that this e-mail address has signed in; an earlier one is
 * extended.
 */
export function knownBrowserCookie(headers: Pick<Headers, "get">, email: string): string {
  const { id, proofs } = read(headers) ?? { id: freshBrowser(), proofs: [] };
  const own = proofOf(id, ANYBODY);
  const proof = proofOf(id, email);
  const others = proofs.filter((other) => other !== own && other !== proof);
  const value = [id, own, ...[proof, ...others].slice(0, MOST)].join(".");
  return `${NAME}=${value}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/**
 * The random id of a browser in which somebody has signed in before; undefined for any other, and for a cookie that was
 * made up.
 */
export const browserOf = (headers: Pick<Headers, "get">): string | undefined => knownBrowserOf(headers, ANYBODY);

/** A random id of a browser: 22 characters, 128 bits. */
export const freshBrowser = (): string => randomBytes(16).toString("base64url");

function read(headers: Pick<Headers, "get">): KnownBrowser | undefined {
  const value = cookieIn(headers, NAME) ?? "";
  if (!/^[\w-]{22}(\.[\w-]{22}){1,6}$/.test(value)) return undefined;
  const [id = "", ...proofs] = value.split(".");
  return { id, proofs };
}

/** Stands for the e-mail address in the proof that does not name one. */
const ANYBODY = "";

const isShown = ({ proofs }: KnownBrowser, proof: string): boolean =>
  proofs.some((shown) => timingSafeEqual(Buffer.from(shown), Buffer.from(proof)));

const proofOf = (id: string, email: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`known-browser\0${id}\0${email.toLowerCase()}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
