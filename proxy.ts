import createLocaleProxy from "next-intl/middleware";
import { NextResponse, type NextRequest } from "next/server";
import { isForeignRequest } from "./app/api/guard.ts";
import { routing } from "./i18n/routing.ts";
import { databaseState } from "./lib/server/database-watch.ts";
import { contentPolicy, freshNonce, transportHeaders } from "./lib/server/edge/page-headers.ts";
import { isPageAddress } from "./lib/server/edge/page-routes.ts";
import { outageAnswer } from "./lib/server/outage/outage-answer.ts";
import { problem } from "./lib/wire/problem.ts";

const localeProxy = createLocaleProxy(routing);

/**
 * Whether a reader asks for an address that no page has, the pages for an unknown link included. What is shown there is
 * rendered as usual and sent with status 404, because notFound() renders nothing without JavaScript
 * (docs/decisions/0019-no-notfound.md).
 */
const leadsNowhere = (request: NextRequest): boolean =>
  isRead(request) && !isPageAddress(request.nextUrl.pathname.replace(LANGUAGE, "") || "/");

const LANGUAGE = new RegExp(`^/(?:${routing.locales.join("|")})(?=/|$)`);

const isRead = ({ method }: NextRequest): boolean => method === "GET" || method === "HEAD";

/** Punctuation or spaces copied along with an address from a message. They are cut off by a redirect. */
const TAIL = /([.,;:!)\]'"]|%20|%C2%(A0|BB)|%E2%80%(99|9D|A6))+$/i;

/**
 * Refuses what another site's page sends, rewrites French addresses to their locale, and tells browsers what our pages may
 * do. It only refuses, redirects, sets headers and the status, and answers while the database is lost: removing it opens nothing. The API does without: with it
 * the emptiest call takes half as long again.
 */
export default function proxy(request: NextRequest): Response {
  if (isForeignRequest(request)) return problem("foreign-origin");
  const { pathname } = request.nextUrl;
  if (request.method === "GET" && TAIL.test(pathname)) return NextResponse.redirect(withoutTail(request.nextUrl));
  // A server component cannot set a status, so the outage is answered here (docs/decisions/0064). Forms answer it themselves.
  const { lostSince } = databaseState();
  if (lostSince !== undefined && isRead(request)) {
    const { body, ...outage } = outageAnswer(pathname, lostSince);
    return new Response(body, outage);
  }
  const policy = contentPolicy(pathname, freshNonce());
  // Next.js reads the nonce from the header of the request and writes it on its scripts.
  request.headers.set("Content-Security-Policy", policy);
  const shown = localeProxy(request);
  const answer =
    shown.ok && leadsNowhere(request) ? new Response(null, { status: 404, headers: shown.headers }) : shown;
  for (const [name, value] of Object.entries({ "Content-Security-Policy": policy, ...transportHeaders() }))
    answer.headers.set(name, value);
  return answer;
}

function withoutTail(address: NextRequest["nextUrl"]): URL {
  const meant = address.clone();
  meant.pathname = meant.pathname.replace(TAIL, "");
  return meant;
}

/**
 * The proxy skips addresses whose first segment is api, feeds, healthz, metrics or _next, those that end in a known file
 * extension, and the address to which a file of places is sent: Next.js would cut a body that goes through the proxy, so that
 * route makes the checks and sets the headers itself. It handles every other one, so a mistyped address with a dot still gets the usual page for unknown addresses.
 */
export const config = {
  matcher: [
    "/((?!(?:api|feeds|healthz|metrics|_next)(?:/|$)|(?:(?:ar|tr|en)/)?coordination/lieux/importer/envoyer$|.*\\.(?:ics|svg|png|ico|woff2|css|js|map|json|webmanifest|txt|xml|mp3|ogg|wav)$).*)",
  ],
};
