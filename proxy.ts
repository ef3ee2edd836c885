import createLocaleProxy from "next-intl/middleware";
import { NextResponse, type NextRequest } from "next/server";
import { comesFromElsewhere } from "./app/api/comes-from-elsewhere.ts";
import { routing } from "./app/i18n/routing.ts";
import { contentPolicy, freshNonce, transportHeaders } from "./lib/server/edge/page-headers.ts";
import { callAt, callsOf } from "./lib/wire/api.ts";
import { problem } from "./lib/wire/problem.ts";

const localeProxy = createLocaleProxy(routing);

/** Pages that say a link opens nothing. notFound() shows nothing without script; a page shown with this status does. */
const NOWHERE = /\/rendez-vous\/inconnu$/;

/**
 * Refuses what another site's page sends and methods that a call does not have, and rewrites French addresses to their
 * locale. It only refuses, redirects and sets headers and the status: removing it opens nothing.
 */
export default function proxy(request: NextRequest): Response {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  const answer = request.nextUrl.pathname.startsWith("/api/") ? atTheApi(request) : atAPage(request);
  for (const [name, value] of Object.entries(transportHeaders())) answer.headers.set(name, value);
  return answer;
}

function atTheApi({ method, nextUrl: { pathname } }: NextRequest): Response {
  const calls = callsOf(pathname);
  if (calls.length === 0 || method === "OPTIONS" || callAt(method, pathname)) return NextResponse.next();
  const refused = problem("method-not-allowed");
  refused.headers.set("Allow", calls.map((call) => call.method).join(", "));
  return refused;
}

/** Next.js reads the nonce from the header of the request and writes it on its scripts. */
function atAPage(request: NextRequest): Response {
  const { pathname } = request.nextUrl;
  const policy = contentPolicy(pathname, freshNonce());
  request.headers.set("Content-Security-Policy", policy);
  const shown = localeProxy(request);
  const answer = NOWHERE.test(pathname) ? new Response(null, { status: 404, headers: shown.headers }) : shown;
  answer.headers.set("Content-Security-Policy", policy);
  return answer;
}

export const config = { matcher: ["/((?!feeds|healthz|metrics|_next|.*\\..*).*)", "/api/:path*"] };
