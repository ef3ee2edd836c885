import { getPathname, localeOf, type Locale } from "#i18n/routing.ts";
import { isForeignRequest, secondsToWait } from "./api/guard.ts";
import { isBusy } from "#lib/server/busy.ts";
import { unlessLost } from "#lib/server/database-watch.ts";
import { measureAnswer } from "#lib/server/edge/measure-answer.ts";
import { noteFull } from "#lib/server/full-disk.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";
import { readForm } from "./api/read-request.ts";
import { clock } from "#lib/server/clock.ts";
import { sealKey } from "#lib/server/idempotency.ts";

/** Why a form could not be processed. */
export type FormFailure = "too-many-requests" | "busy" | "unexpected";

type Back = (trouble: FormFailure) => Response | Promise<Response>;

/**
 * Answers a plain form, with the same checks and measures as `handle`. Its sender is a person, so a failure leads
 * `back` to a page that explains it, at once when the database is lost. Forms from other sites are refused first
 * (docs/api.md#forms-without-script).
 */
export const handleForm = (request: Request, back: Back, respond: () => Promise<Response>): Promise<Response> =>
  measureAnswer(request)(answered(request, back, respond));

async function answered(request: Request, back: Back, respond: () => Promise<Response>): Promise<Response> {
  if (isForeignRequest(request)) return problem("foreign-origin");
  try {
    return await unlessLost(async () =>
      (await secondsToWait(request)) === undefined ? respond() : back("too-many-requests"),
    );
  } catch (error) {
    noteFull(error);
    if (isBusy(error)) return back("busy");
    logUnexpected(error);
    return back("unexpected");
  }
}

type Fields = ReturnType<typeof readForm>;

/** A function that reads the fields of a posted form as `readForm` does, once however often it is called. */
export function formFieldsOf(request: Request): () => Fields {
  let reading: Fields | undefined;
  return () => (reading ??= readForm(request));
}

/**
 * 303 to a path of this site, with these cookies; the posted form stays out of the history. A path may hold what
 * somebody typed into an address: letters that a header cannot hold are percent-encoded.
 */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const location = path.toWellFormed().replaceAll(/[^\x21-\x7E]+/gu, encodeURIComponent);
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** A file to keep, which no cache keeps. */
export const asFile = (name: string, type: string, content: string): Response =>
  new Response(content, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });

/**
 * Where a form was posted to. `part`: a part of that address that its folder names in brackets; `query`: what follows
 * it, by name; empty where there is none.
 */
export type PostedTo = {
  readonly locale: Locale;
  readonly part: (name: string) => string;
  readonly query: (name: string) => string;
  readonly headers: Headers;
};

type Parts = Readonly<Record<string, string>>;

/** The handler of a route, as Next.js calls it. */
export type Post = (request: Request, given: { readonly params: Promise<Parts> }) => Promise<Response>;

export function addressOf({ url, headers }: Pick<Request, "url" | "headers">, parts: Parts): PostedTo {
  const query = new URL(url).searchParams;
  return {
    locale: localeOf(parts["locale"]),
    part: (name) => parts[name] ?? "",
    query: (name) => query.get(name) ?? "",
    headers,
  };
}

/**
 * A form as anybody sent it. `fields`: its texts, read once; undefined when it is no form. `page`: the address of its
 * page.
 */
export type Posted = PostedTo & { readonly fields: () => Fields; readonly page: string };

/**
 * What a form led to. `to`: a path without language; the page of the form when it is absent. `refusal`: a code that the
 * page explains.
 */
type FormOutcome =
  | { readonly ok: true; readonly to?: string; readonly cookies?: readonly string[] }
  | { readonly ok: false; readonly refusal: string };

type Query = Readonly<Record<string, string>>;

/**
 * How a page is told that a form of it was refused. `said`: the query that names the refusal. `keepsKey`: when the
 * result is unknown, with the form’s key (`envoi`, sealed), so that sending again has one effect.
 */
type Refusing = {
  readonly said?: (refusal: string, posted: Posted) => Query | Promise<Query>;
  readonly keepsKey?: boolean;
};

/**
 * Answers a plain form of anybody, on the page of that path without language: 303 to where it led, or back to the page
 * with what was refused.
 */
export const plainForm =
  (
    pageOf: (at: PostedTo) => string,
    act: (posted: Posted) => Promise<FormOutcome | Response>,
    { said = (refus) => ({ refus }), keepsKey = false }: Refusing = {},
  ): Post =>
  async (request, { params }) => {
    const at = addressOf(request, await params);
    const { locale } = at;
    const page = getPathname({ href: pageOf(at), locale });
    const posted: Posted = { ...at, page, fields: formFieldsOf(request) };
    const back = async (refusal: string, more: Query = {}): Promise<Response> =>
      seeOther(`${page}?${new URLSearchParams({ ...(await said(refusal, posted)), ...more })}`);
    const keyOf = async (): Promise<Query> => {
      const fields = await posted.fields().catch(() => undefined);
      const envoi = sealKey(fields?.["key"], clock.now());
      return envoi === undefined ? {} : { envoi };
    };
    return handleForm(
      request,
      async (trouble) => back(trouble, keepsKey ? await keyOf() : {}),
      async () => {
        const outcome = await act(posted);
        if (outcome instanceof Response) return outcome;
        if (!outcome.ok) return back(outcome.refusal);
        const { to, cookies } = outcome;
        return seeOther(to === undefined ? page : getPathname({ href: to, locale }), cookies);
      },
    );
  };
