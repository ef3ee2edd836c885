import { comesFromElsewhere } from "#app/api/comes-from-elsewhere.ts";
import { localeOf, seeOther } from "#app/[locale]/connexion/see-other.ts";
import { getPathname } from "#app/i18n/navigation.ts";
import { bookAppointment } from "#lib/server/booking/book.ts";
import { sealForm } from "#lib/server/booking/sealed-form.ts";
import { isBusy } from "#lib/server/busy.ts";
import { clock } from "#lib/server/clock.ts";
import { logSurprise } from "#lib/server/log.ts";
import { readBookForm, type FormRefusal } from "#lib/wire/booking-form.ts";
import { problem } from "#lib/wire/problem.ts";

export const dynamic = "force-dynamic";

/** What our form can weigh at most, in bytes. */
const MOST = 8 * 1024;

type Answer = { readonly ok: true; readonly secret: string } | { readonly ok: false; readonly refusals: readonly FormRefusal[] };

/** Books with a plain form, and leads to the appointment; refused, back to the form with everything that was typed. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string; id: string }> }): Promise<Response> {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  const { id, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const fields = await fieldsOf(request);
  const answer: Answer = fields ? await book(id, fields, locale) : { ok: false, refusals: ["malformed"] };
  if (answer.ok) return seeOther(getPathname({ href: `/rendez-vous/${answer.secret}`, locale }));
  const text = (name: string): string => { const value = fields?.[name]; return typeof value === "string" ? value.slice(0, 300) : ""; };
  const repris = sealForm({ startsAt: text("startsAt"), name: text("name"), phone: text("phone"), email: text("email"), refusals: [...answer.refusals] }, clock.now());
  return seeOther(`${getPathname({ href: `/permanences/${encodeURIComponent(id)}/rendez-vous`, locale })}?${new URLSearchParams({ demarche: text("topic"), repris })}`);
}

/** The language of the page is what the team may speak with her. */
async function book(permanence: string, fields: Record<string, unknown>, language: string): Promise<Answer> {
  const read = readBookForm(fields);
  if (!read.ok) return read;
  try {
    const booked = await bookAppointment({ kind: "anonymous" }, { permanence, ...read.wish, language }, read.key);
    return booked.ok ? { ok: true, secret: booked.value.secret } : { ok: false, refusals: [booked.refusal] };
  } catch (error) {
    if (!isBusy(error)) logSurprise(error);
    return { ok: false, refusals: [isBusy(error) ? "busy" : "unexpected"] };
  }
}

/** The fields of a posted form; undefined when it is none, or far too large to be ours. */
async function fieldsOf(request: Request): Promise<Record<string, unknown> | undefined> {
  if (Number(request.headers.get("content-length") ?? MOST + 1) > MOST) return undefined;
  try {
    return Object.fromEntries(await request.formData());
  } catch {
    return undefined;
  }
}
