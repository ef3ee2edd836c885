import { isForeignRequest, secondsToWait } from "#app/api/guard.ts";
import { isBusy } from "#lib/server/busy.ts";
import { measureAnswer } from "#lib/server/edge/measure-answer.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";
import { readForm } from "#app/api/read-request.ts";
import { clock } from "#lib/server/clock.ts";
import { sealKey } from "#lib/server/sealed-key.ts";

/** Why a form was not looked at, or not to the end. */
export type FormFailure = "too-many-requests" | "busy" | "unexpected";

type Back = (trouble: FormFailure) => Response | Promise<Response>;

/**
 * Answers a plain form, as `handle` does a program, and is measured as that is. Who sent it is a person: what cannot be done
 * now leads `back` to a page that says why. One from a foreign page is refused before anything else.
 */
export const handleForm = (request: Request, back: Back, deed: () => Promise<Response>): Promise<Response> =>
  measureAnswer(request)(answered(request, back, deed));

async function answered(request: Request, back: Back, deed: () => Promise<Response>): Promise<Response> {
  if (isForeignRequest(request)) return problem("foreign-origin");
  try {
    return (await secondsToWait(request)) === undefined ? await deed() : await back("too-many-requests");
  } catch (error) {
    if (isBusy(error)) return back("busy");
    logUnexpected(error);
    return back("unexpected");
  }
}

type Fields = ReturnType<typeof readForm>;

/** The fields of a posted form as `readForm` reads them, once however often they are asked for. */
export function formFieldsOf(request: Request): () => Fields {
  let reading: Fields | undefined;
  return () => (reading ??= readForm(request));
}

/**
 * The page of a form of which nobody knows what it led to, with the trouble and with its key (`envoi`, closed), so that it
 * is shown with the same one and has one effect when it is sent again.
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

/** 303 to a path of this site with these cookies; a posted form never stays in the history. */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
