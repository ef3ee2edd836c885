import { getTranslations } from "next-intl/server";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { bookingWording, requestWording } from "#components/wording.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { bookPeople } from "#lib/server/booking/referrers/book-people.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";
import { peopleOf, readPeopleForm } from "#lib/wire/referrer.ts";

export const dynamic = "force-dynamic";

/** Why nothing was booked. */
type Refusal = Extract<Awaited<ReturnType<typeof bookPeople>>, { ok: false }>["refusal"] | keyof typeof requestWording;

/** Books for several people by the address of a structure, and leads to the sheet to print; when refused, back to the form as it was typed. */
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
    const kept = Object.entries(rest).filter(([name]) => /^(?:permanence|(?:name|phone):[1-6])$/u.test(name));
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
  const say = async (refusal: Refusal): Promise<string> => {
    const [own, t] = await Promise.all([
      getTranslations({ locale, namespace: "refer.errors" }),
      getTranslations({ locale, namespace: "refusals" }),
    ]);
    if (refusal === "no-hour-left") return own("noHour");
    if (refusal === "too-many-appointments") return own("full");
    return t({ ...requestWording, ...bookingWording }[refusal]);
  };
  return handleForm(
    request,
    async (trouble) => back({ form: await say(trouble) }, true),
    async () => {
      const read = readPeopleForm((await typed()) ?? {});
      if (!read.ok && read.refusals !== "malformed") {
        const own = await getTranslations({ locale, namespace: "refer.errors" });
        const sentences = {
          "half-day-missing": own("halfDay"),
          "name-wrong": own("name"),
          "phone-wrong": own("phone"),
        };
        return back(Object.fromEntries(Object.entries(read.refusals).map(([field, why]) => [field, sentences[why]])));
      }
      if (!read.ok) return back({ form: await say("malformed") });
      const booked = await bookPeople(secret, read.wanted, read.key);
      if (!booked.ok) return back({ form: await say(booked.refusal) });
      const query = { groupe: booked.value.party, demandes: String(read.wanted.people.length) };
      return seeOther(`${getPathname({ href: `${page}/feuille`, locale })}?${new URLSearchParams(query)}`);
    },
  );
}
