import createLocaleProxy from "next-intl/middleware";
import { NextResponse, type NextRequest } from "next/server";
import { isForeignRequest } from "./app/api/guard.ts";
import { routing } from "./i18n/routing.ts";
import { contentPolicy, freshNonce, transportHeaders } from "./lib/server/edge/page-headers.ts";
import { problem } from "./lib/wire/problem.ts";

const localeProxy = createLocaleProxy(routing);

/** Pages that say a link opens nothing. notFound() shows nothing without script; a page shown with this status does (decision 0019). */
const NOWHERE = /\/(rendez-vous|agenda)\/inconnu$/;

/** What the sentence around it leaves at the end of an address copied out of a message: a full stop, a bracket, a quotation mark, a space. */
const TAIL = /([.,;:!)\]'"]|%20|%C2%(A0|BB)|%E2%80%(99|9D|A6))+$/i;

/**
 * Refuses what another site's page sends, rewrites French addresses to their locale, and tells browsers what our pages may
 * do. It only refuses, redirects and sets headers and the status: removing it opens nothing. The API does without: with it
 * the emptiest call takes half as long again.
 */
export default function proxy(request: NextRequest): Response {
  if (isForeignRequest(request)) return problem("foreign-origin");
  const { pathname } = request.nextUrl;
  if (request.method === "GET" && TAIL.test(pathname)) return NextResponse.redirect(withoutTail(request.nextUrl));
  const policy = contentPolicy(pathname, freshNonce());
  // Next.js reads the nonce from the header of the request and writes it on its scripts.
  request.headers.set("Content-Security-Policy", policy);
  const shown = localeProxy(request);
  const answer = NOWHERE.test(pathname) ? new Response(null, { status: 404, headers: shown.headers }) : shown;
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
 * What programs ask for passes by, by the whole first word of its address, and files, by how they end. Any other word or dot
 * stands in an address that a person mistyped, and is told so as others are.
 */
export const config = {
  matcher: [
    "/((?!(?:api|feeds|healthz|metrics|_next)(?:/|$)|.*\\.(?:ics|svg|png|ico|woff2|css|js|map|json|webmanifest|txt|xml|mp3|ogg|wav)$).*)",
  ],
};
