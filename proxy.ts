import createLocaleProxy from "next-intl/middleware";
import type { NextRequest } from "next/server";
import { comesFromElsewhere } from "./app/api/comes-from-elsewhere.ts";
import { routing } from "./app/i18n/routing.ts";
import { problem } from "./lib/wire/problem.ts";

const localeProxy = createLocaleProxy(routing);

/** Pages that say a link opens nothing. notFound() shows nothing without script; a page shown with this status does. */
const NOWHERE = /\/rendez-vous\/inconnu$/;

/**
 * Refuses what another site's page sends, and rewrites French addresses to their locale. It only refuses, redirects and
 * sets headers and the status: removing it opens nothing.
 */
export default function proxy(request: NextRequest): Response {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  const answer = localeProxy(request);
  return NOWHERE.test(request.nextUrl.pathname) ? new Response(null, { status: 404, headers: answer.headers }) : answer;
}

export const config = { matcher: ["/((?!api|feeds|healthz|_next|.*\\..*).*)"] };
