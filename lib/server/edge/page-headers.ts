import { randomBytes } from "node:crypto";
import { env, inDevelopment } from "../env.ts";

/** Half a year and more, as ASVS 3.4.1 asks: a browser that came once by https comes by nothing else. */
const HSTS = "max-age=31536000";

/** A page for other sites to show inside their own (CONTRACT: /agenda/[secret]/integrer). */
const EMBEDDED = /^(\/[a-z]{2})?\/agenda\/[^/]+\/integrer$/;

/** A number used once: scripts of this very page carry it, and no other runs. */
export const freshNonce = (): string => randomBytes(16).toString("base64");

/**
 * What a browser may load, run and send for the page at this path: our own files, and the scripts that carry the nonce with
 * what they load. Nobody may show the page inside another, but for the calendar that is made for it.
 */
export const contentPolicy = (path: string, nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${inDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${inDevelopment ? " 'unsafe-inline'" : ""}`,
    // A width or a colour that was computed; it can load and run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    `connect-src 'self'${inDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${EMBEDDED.test(path) ? "*" : "'none'"}`,
  ].join("; ");

/** Set on everything when this instance is in production behind https. */
export const transportHeaders = (): Readonly<Record<string, string>> =>
  env.APP_ENV === "production" && env.APP_URL.startsWith("https:") ? { "Strict-Transport-Security": HSTS } : {};
