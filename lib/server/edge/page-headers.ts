import { randomBytes } from "node:crypto";
import { env, inDevelopment } from "#lib/server/env.ts";

/** One year (ASVS 3.4.1 asks for at least half a year): a browser that came once by https then uses nothing else. */
const HSTS = "max-age=31536000";

/** A number used once: the scripts of one page carry it, and no other script runs there. */
export const freshNonce = (): string => randomBytes(16).toString("base64");

/**
 * The Content-Security-Policy of a page: our own files, and scripts that carry the nonce with what they load. No other
 * site may show it in a frame but those of `framedBy`, which the page of a share in a frame has
 * (docs/calendars.md#in-a-frame).
 */
export const contentPolicy = (nonce: string, framedBy: readonly string[] = []): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${inDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${inDevelopment ? " 'unsafe-inline'" : ""}`,
    // A width or a colour that was computed; it can load and run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    `connect-src 'self'${inDevelopment ? " ws:" : ""}`,
    // That of the tablet without network, and nothing else.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    frameAncestors(framedBy),
  ].join("; ");

/** Which sites may show a page in a frame, by their origins; without any, none may. */
export const frameAncestors = (origins: readonly string[] = []): string =>
  `frame-ancestors ${origins.length > 0 ? origins.join(" ") : "'none'"}`;

/**
 * Set on everything when this instance is in production behind https. Names below that of APP_URL are included only
 * where HSTS_SUBDOMAINS says so: another service there that has no https could not be opened for a year.
 */
export const transportHeaders = ({
  APP_ENV,
  APP_URL,
  HSTS_SUBDOMAINS,
}: Pick<typeof env, "APP_ENV" | "APP_URL" | "HSTS_SUBDOMAINS"> = env): Readonly<Record<string, string>> =>
  APP_ENV === "production" && APP_URL.startsWith("https:")
    ? { "Strict-Transport-Security": HSTS_SUBDOMAINS === "yes" ? `${HSTS}; includeSubDomains` : HSTS }
    : {};
