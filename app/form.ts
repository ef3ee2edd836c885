import { isForeignRequest, secondsToWait } from "#app/api/guard.ts";
import { isBusy } from "#lib/server/busy.ts";
import { unlessLost } from "#lib/server/database-watch.ts";
import { measureAnswer } from "#lib/server/edge/measure-answer.ts";
import { noteFull } from "#lib/server/full-disk.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";
import { readForm } from "#app/api/read-request.ts";
import { clock } from "#lib/server/clock.ts";
import { sealKey } from "#lib/server/idempotency.ts";

/** Why a form could not be processed. */
export type FormFailure = "too-many-requests" | "busy" | "unexpected";

type Back = (trouble: FormFailure) => Response | Promise<Response>;

/**
 * Answers a plain form, with the same checks and measures as `handle`. Its sender is a person, so a failure leads
 * `back` to a page that explains it, at once when the database is lost. Forms from other sites are refused first (docs/api.md#forms-without-script).
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
 * The address of the page to return to when the result of a form is unknown: with the failure and the form's key
 * (`envoi`, sealed), so that sending again has one effect.
 */
export async function retryAddress(
  page: string,
  trouble: FormFailure,
  typed: () => Fields,
  query: Readonly<Record<string, string>> = {},
): Promise<string> {
  const fields = await typed().catch(() => undefined);
  const envoi = sealKey(fields?.["key"], clock.now());
  return `${page}?${new URLSearchParams({ ...query, refus: trouble, ...(envoi !== undefined && { envoi }) })}`;
}

/** 303 to a path of this site, with these cookies; the posted form stays out of the history. */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
