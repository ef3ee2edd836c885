import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { bookPeople } from "#lib/server/booking/referrers/book-people.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";
import { peopleOf, readPeopleForm } from "#lib/wire/booking/referrer.ts";

/**
 * Books for several people by the address of a structure, and leads to the sheet to print; when refused, back to the
 * form as it was typed.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { secret, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const page = `/orienter/${encodeURIComponent(secret)}`;
  const typed = formFieldsOf(request);
  const back = async (refusals: Readonly<Record<string, string>>, unsure = false): Promise<Response> => {
    const { place = "", topic = "", people = "", key = "", ...rest } = (await typed().catch(() => undefined)) ?? {};
    const kept = Object.entries(rest).filter(([name]) => /^(?:permanence|language|(?:name|phone):[1-6])$/u.test(name));
    const fields = {
      ...Object.fromEntries(kept.map(([name, text]) => [name, text.slice(0, 80)])),
      lieu: place.slice(0, 120),
      demarche: topic.slice(0, 60),
      personnes: String(peopleOf(people)),
      ...(unsure && { key: key.slice(0, 60) }),
    };
    const saisie = sealTyped({ form: "prendre", fields, refusals }, clock.now(), holderOf(secret));
    return seeOther(`${getPathname({ href: page, locale })}?${new URLSearchParams({ saisie })}`);
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }, true),
    async () => {
      const read = readPeopleForm((await typed()) ?? {});
      if (!read.ok) return back(read.refusals === "malformed" ? { form: "malformed" } : read.refusals);
      const booked = await bookPeople(secret, read.wanted, read.key);
      if (!booked.ok) return back({ form: booked.refusal });
      const query = { groupe: booked.value.party, demandes: String(read.wanted.people.length) };
      return seeOther(`${getPathname({ href: `${page}/feuille`, locale })}?${new URLSearchParams(query)}`);
    },
  );
}
