import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { bookWithinNetworkLimit } from "#lib/server/booking/book-within-network-limit.ts";
import { bookAnother } from "#lib/server/booking/in-a-row/book-another.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";
import { anotherForm } from "#lib/wire/booking/booking-form.ts";

/**
 * Adds one more person to an appointment, by a plain form, and redirects to all of them; when refused, back to the form
 * as it was typed.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { secret, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const page = getPathname({ href: `/rendez-vous/${encodeURIComponent(secret)}/tous`, locale });
  const typed = formFieldsOf(request);
  const back = async (refusal: string, unsure = false): Promise<Response> => {
    const { name = "", topic = "", key = "" } = (await typed().catch(() => undefined)) ?? {};
    const fields = { name: name.slice(0, 300), topic: topic.slice(0, 60), ...(unsure && { key: key.slice(0, 60) }) };
    const saisie = sealTyped({ form: "encore", fields, refusals: { form: refusal } }, clock.now(), holderOf(secret));
    return seeOther(`${page}?${new URLSearchParams({ saisie })}`);
  };
  return handleForm(
    request,
    (trouble) => back(trouble, true),
    async () => {
      const read = anotherForm.safeParse(await typed());
      if (!read.success)
        return back(read.error.issues.some(({ path: [field] }) => field === "name") ? "name-too-long" : "malformed");
      const { key, name, topic } = read.data;
      const more = { ...(name !== undefined && { name }), topic, language: locale };
      const booked = await bookWithinNetworkLimit(request.headers, () => bookAnother(secret, more, key));
      return booked.ok ? seeOther(`${page}?fait=1`) : back(booked.refusal);
    },
  );
}
