import createLocaleProxy from "next-intl/middleware";
import { NextRequest, NextResponse } from "next/server";
import { isForeignRequest } from "./app/api/guard.ts";
import { routing } from "./i18n/routing.ts";
import { isTeamPage, teamLocaleOf } from "./i18n/team-pages.ts";
import { nameInHost } from "./lib/place/host-name.ts";
import { databaseState } from "./lib/server/database-watch.ts";
import { contentPolicy, freshNonce, transportHeaders } from "./lib/server/edge/page-headers.ts";
import { hasOwnPages, isPageAddress, ownPageOf } from "./lib/server/edge/page-routes.ts";
import { env } from "./lib/server/env.ts";
import { outageAnswer } from "./lib/server/outage/outage-answer.ts";
import { problem } from "./lib/wire/problem.ts";

const localeProxy = createLocaleProxy(routing);

/**
 * Whether a reader asks for an address that no page has, the pages for an unknown link included. What is shown there is
 * rendered as usual and sent with status 404, because notFound() renders nothing without JavaScript
 * (docs/decisions/without-database.md).
 */
const leadsNowhere = (request: NextRequest): boolean =>
  isRead(request) && !isPageAddress(request.nextUrl.pathname.replace(LANGUAGE, "") || "/");

const LANGUAGE = new RegExp(`^/(?:${routing.locales.join("|")})(?=/|$)`);

/** A language before the address that it stays with; that of French is redirected to the address without. */
const OTHER_LANGUAGE = new RegExp(
  `^/(?:${routing.locales.filter((one) => one !== routing.defaultLocale).join("|")})(?=/|$)`,
);

/** A language before the address that the team's pages do not speak. */
const NOT_OF_TEAM = new RegExp(
  `^/(?:${routing.locales.filter((locale) => teamLocaleOf(locale) !== locale).join("|")})(?=/)`,
);

const isRead = ({ method }: NextRequest): boolean => method === "GET" || method === "HEAD";

/** Punctuation or spaces copied along with an address from a message. They are cut off by a redirect. */
const TAIL = /([.,;:!)\]'"]|%20|%C2%(A0|BB)|%E2%80%(99|9D|A6))+$/i;

/** The page of a share in a frame, whatever the language before it; the key is its first group. */
const FRAMED = /^\/integrer\/([A-Za-z0-9_-]{43})$/;

/**
 * Refuses what another site's page sends, leads from a language that a page of the team does not speak to French,
 * rewrites French addresses to their locale, and tells browsers what our pages may do. It only refuses, redirects, sets
 * headers and the status, and answers while the database is lost: removing it opens nothing. The API does without: with
 * it the emptiest call takes half as long again.
 */
export default function proxy(request: NextRequest): Response | Promise<Response> {
  if (isForeignRequest(request)) return problem("foreign-origin");
  const { pathname } = request.nextUrl;
  if (request.method === "GET" && TAIL.test(pathname)) return NextResponse.redirect(withoutTail(request.nextUrl));
  const inFrench = pageOfTeam(request.nextUrl);
  if (inFrench)
    return isRead(request)
      ? NextResponse.redirect(inFrench)
      : shown(new NextRequest(inFrench, { method: request.method, headers: request.headers }));
  const host = furtherHost(request);
  return host === undefined ? shown(request) : atFurtherHost(request, host);
}

/**
 * The host name of a request that may be an operator's own: for a page that each operator has of its own, any name but
 * that of the installation, for which nothing is asked.
 */
function furtherHost(request: NextRequest): string | undefined {
  const host = nameInHost(request.headers.get("host") ?? "");
  if (host === "" || host === new URL(env.APP_URL).hostname) return undefined;
  return isRead(request) && hasOwnPages(request.nextUrl.pathname.replace(OTHER_LANGUAGE, "") || "/") ? host : undefined;
}

/**
 * At the host name of an operator its own page is shown (docs/set-up.md#a-host-name-of-its-own); at one that is no
 * operator's, what is shown everywhere. The name is only looked up: it leads nowhere.
 */
async function atFurtherHost(request: NextRequest, host: string): Promise<Response> {
  const { lastOwnHosts, ownHosts } = await import("./lib/server/place/own-hosts.ts");
  const slug = (databaseState().lostSince === undefined ? await ownHosts() : lastOwnHosts()).get(host);
  if (slug === undefined) return shown(request);
  const own = request.nextUrl.clone();
  const [language = ""] = OTHER_LANGUAGE.exec(own.pathname) ?? [];
  own.pathname = language + ownPageOf(slug, own.pathname.slice(language.length) || "/");
  const answer = await shown(new NextRequest(own, request));
  // Where the language stands in the address already, next-intl leaves it as it is; it is not the one that was asked
  // for.
  if (answer.headers.has("x-middleware-next")) {
    answer.headers.delete("x-middleware-next");
    answer.headers.set("x-middleware-rewrite", own.href);
  }
  return answer;
}

/** The page of this address, or the page of the outage. */
function shown(request: NextRequest): Response | Promise<Response> {
  const { pathname } = request.nextUrl;
  // A server component cannot set a status, so the outage is answered here (docs/decisions/without-database.md). Forms
  // answer it themselves.
  const { lostSince } = databaseState();
  if (lostSince !== undefined && isRead(request)) {
    const { body, ...outage } = outageAnswer(pathname, lostSince);
    return new Response(body, outage);
  }
  const key = FRAMED.exec(pathname.replace(LANGUAGE, ""))?.[1];
  return key === undefined ? answered(request) : framed(request, key);
}

/** The page, with what it may do. `framedBy`: the origins that may show it in a frame. */
function answered(request: NextRequest, framedBy: readonly string[] = [], missing = leadsNowhere(request)): Response {
  const policy = contentPolicy(freshNonce(), framedBy);
  // Next.js reads the nonce from the header of the request and writes it on its scripts.
  request.headers.set("Content-Security-Policy", policy);
  const localised = localeProxy(request);
  const answer = localised.ok && missing ? new Response(null, { status: 404, headers: localised.headers }) : localised;
  for (const [name, value] of Object.entries({ "Content-Security-Policy": policy, ...transportHeaders() }))
    answer.headers.set(name, value);
  return answer;
}

/**
 * The page of a share in a frame: 404 for a key that opens nothing, and shown by the sites that the share names
 * (docs/calendars.md#in-a-frame). `?lang=` leads to the page in that language.
 */
async function framed(request: NextRequest, key: string): Promise<Response> {
  const language = routing.locales.find((locale) => locale === request.nextUrl.searchParams.get("lang"));
  if (language !== undefined && isRead(request)) {
    const path = `/integrer/${key}`;
    return NextResponse.redirect(
      new URL(language === routing.defaultLocale ? path : `/${language}${path}`, request.url),
    );
  }
  // Where the list cannot be read no site may show it; the page itself then says what is wrong.
  const { frameOrigins } = await import("./lib/server/calendar/frame-origins.ts");
  const origins = await frameOrigins(key).catch(() => []);
  return answered(request, origins, origins === undefined);
}

/**
 * The French address of a page of the team that is asked for in a language that it does not speak; undefined for any
 * other. A form is handled there.
 */
function pageOfTeam(address: NextRequest["nextUrl"]): URL | undefined {
  const french = address.clone();
  french.pathname = address.pathname.replace(NOT_OF_TEAM, "");
  return french.pathname !== address.pathname && isTeamPage(french.pathname) ? french : undefined;
}

function withoutTail(address: NextRequest["nextUrl"]): URL {
  const meant = address.clone();
  meant.pathname = meant.pathname.replace(TAIL, "");
  return meant;
}

/**
 * The proxy skips addresses whose first segment is api, feeds, healthz, metrics or _next, those that end in a known
 * file extension, and the addresses to which a file is sent: Next.js would cut a body that goes through the proxy, so
 * those routes make the checks and set the headers themselves (app/proxy-headers.ts). It handles every other one, so a
 * mistyped address with a dot still gets the usual page for unknown addresses.
 */
export const config = {
  matcher: [
    "/((?!(?:api|feeds|healthz|metrics|_next)(?:/|$)|(?:(?:ar|tr|en)/)?coordination/(?:fermetures/vacances/envoyer|lieux/importer/envoyer|planning/importer/envoyer|reglages/enregistrer|premiere-heure/service/enregistrer)$|.*\\.(?:ics|svg|png|ico|woff2|css|js|map|json|webmanifest|txt|xml|mp3|ogg|wav)$).*)",
  ],
};
