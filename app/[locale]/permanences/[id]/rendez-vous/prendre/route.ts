import { handleForm, formFieldsOf, seeOther } from "#app/form.ts";
import { localeOf, getPathname } from "#i18n/routing.ts";
import { typedFormAddress } from "#app/[locale]/permanences/[id]/rendez-vous/typed-form-address.ts";
import { bookAppointment, secretOfFormKey } from "#lib/server/booking/book.ts";
import { bookWithinNetworkLimit } from "#lib/server/booking/book-within-network-limit.ts";
import { clock } from "#lib/server/clock.ts";
import { sealKey } from "#lib/server/idempotency.ts";
import { readBookForm, type FormRefusal } from "#lib/wire/booking/booking-form.ts";

/** `unsure`: the form was sent before, and the result is not known. */
type BookingAnswer =
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly refusals: readonly FormRefusal[]; readonly unsure: boolean };

/** Books by a plain form and redirects to the appointment; when refused, back to the form as it was typed. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { id, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const typed = formFieldsOf(request);
  const back = async (refusals: readonly FormRefusal[], unsure: boolean): Promise<Response> => {
    const fields = await typed();
    const text = (name: string): string => fields?.[name]?.slice(0, 300) ?? "";
    const earlier = refusals.includes("idempotency-key-reused") ? await secretOfFormKey(text("key")) : undefined;
    return seeOther(
      typedFormAddress(locale, id, fields, {
        refusals: [...refusals],
        earlier,
        ...(unsure && { sent: sealKey(text("key"), clock.now()) }),
      }),
    );
  };
  return handleForm(
    request,
    (trouble) => back([trouble], true),
    async () => {
      const fields = await typed();
      const answer: BookingAnswer = fields
        ? await book(request.headers, id, fields, locale)
        : { ok: false, refusals: ["malformed"], unsure: false };
      return answer.ok
        ? seeOther(getPathname({ href: `/rendez-vous/${answer.secret}`, locale }))
        : back(answer.refusals, answer.unsure);
    },
  );
}

/** The language of the page is recorded as the one that the team may speak with the resident. */
async function book(
  headers: Headers,
  permanence: string,
  fields: Readonly<Record<string, string>>,
  language: string,
): Promise<BookingAnswer> {
  const read = readBookForm(fields);
  // A refusal by the form itself says nothing about an earlier sending; a refusal by the use case means that no sending
  // succeeded.
  if (!read.ok) return { ...read, unsure: fields["again"] !== undefined };
  const booked = await bookWithinNetworkLimit(headers, () =>
    bookAppointment({ kind: "anonymous" }, { permanence, ...read.wish, language }, read.key),
  );
  return booked.ok
    ? { ok: true, secret: booked.value.secret }
    : { ok: false, refusals: [booked.refusal], unsure: false };
}
