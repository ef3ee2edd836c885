import { comesFromElsewhere } from "#app/api/comes-from-elsewhere.ts";
import { secondsToWait } from "#app/api/seconds-to-wait.ts";
import { isBusy } from "#lib/server/busy.ts";
import { measureAnswer } from "#lib/server/edge/measure-answer.ts";
import { logSurprise } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";

/** Why a form was not looked at, or not to the end. */
export type FormTrouble = "too-many-requests" | "busy" | "unexpected";

type Back = (trouble: FormTrouble) => Response | Promise<Response>;

/**
 * Answers a plain form, as `handle` does a program, and is measured as that is. Who sent it is a person: what cannot be done
 * now leads `back` to a page that says why. One from a foreign page is refused before anything else.
 */
export const handleForm = (request: Request, back: Back, deed: () => Promise<Response>): Promise<Response> =>
  measureAnswer(request)(answered(request, back, deed));

async function answered(request: Request, back: Back, deed: () => Promise<Response>): Promise<Response> {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  try {
    return (await secondsToWait(request)) === undefined ? await deed() : await back("too-many-requests");
  } catch (error) {
    if (isBusy(error)) return back("busy");
    logSurprise(error);
    return back("unexpected");
  }
}
