import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { bookingWording, requestWording, type RefusalSentence } from "#components/wording.ts";
import { getLocale, getTranslations } from "next-intl/server";
import { languageOptions } from "#i18n/languages.ts";
import { redirect } from "#i18n/navigation.ts";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { ChooseWhere, HalfDayChoice } from "#components/referrer/choose-hours.tsx";
import { ReferredList } from "#components/referrer/referred.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Field, inputClass, WithLabel } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { placesToFindAt } from "#lib/server/booking/find-again.ts";
import { hoursToRefer, readReferred, type HoursOfHalfDay } from "#lib/server/booking/referrers/read-referred.ts";
import { referrerOfSecret, type Referrer } from "#lib/server/booking/referrers/referrer.ts";
import { clock } from "#lib/server/clock.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { holderOf, openTyped } from "#lib/server/typed-form.ts";
import { peopleOf } from "#lib/wire/booking/referrer.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ secret: string }>; searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refer"))("title"), robots: { index: false } };
}

/**
 * The page of a structure that books for people: where, about what and for how many; then the half-day and the people;
 * and what it has booked.
 */
export default async function ReferPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("refer"),
  ]);
  const referrer = await referrerOfSecret(secret);
  if (!referrer) return redirect({ href: "/rendez-vous/inconnu", locale });
  const [organisation, places, topics, referred] = await Promise.all([
    readOrganisationOf(referrer.organisation),
    placesToFindAt(referrer.organisation),
    readBookableTopics({ organisation: referrer.organisation }),
    readReferred(referrer),
  ]);
  const typed = openTyped(singleValue(query["saisie"]), clock.now(), holderOf(secret));
  const asked = (name: string): string | undefined => typed?.fields[name] ?? singleValue(query[name]);
  const place = places.find(({ slug }) => slug === asked("lieu"))?.slug;
  const topic = topics.find(({ key }) => key === asked("demarche"))?.key;
  const people = peopleOf(asked("personnes"));
  return (
    <SiteFrame organisation={organisation}>
      <div className="mx-auto grid max-w-3xl gap-6">
        <header className="grid gap-1">
          <h1>{t("title")}</h1>
          <p className="text-lg">{t.rich("lead", { name: () => <FrenchText text={referrer.name} /> })}</p>
        </header>
        <ChooseWhere
          action={getPathname({ href: `/orienter/${secret}`, locale })}
          places={places}
          topics={topics}
          chosen={{ place, topic, people }}
        />
        {place !== undefined && topic !== undefined && (
          <People referrer={referrer} secret={secret} where={{ place, topic }} people={people} typed={typed} />
        )}
        <ReferredList referred={referred} page={`/orienter/${secret}`} />
      </div>
    </SiteFrame>
  );
}

type PeopleProps = {
  referrer: Referrer;
  secret: string;
  where: { readonly place: string; readonly topic: string };
  people: number;
  typed: TypedForm | undefined;
};

/** The first half-day with hours for all of them, else the one with most; one where too many wait only if all do. */
const enoughFor = (all: readonly HoursOfHalfDay[], people: number): string | undefined => {
  const calm = all.filter(({ tooManyWait }) => !tooManyWait);
  const halfDays = calm.length > 0 ? calm : all;
  const most = Math.max(...halfDays.map(({ starts }) => starts.length));
  return halfDays.find(({ starts }) => starts.length >= Math.min(people, most))?.permanence;
};

/** Refusals of this form alone, by their code; the others are those of a booking. */
const OWN_ERRORS = {
  "no-hour-left": "noHour",
  "too-many-appointments": "full",
  "half-day-missing": "halfDay",
  "name-wrong": "name",
  "phone-wrong": "phone",
} as const;

const isOwnError = (code: string): code is keyof typeof OWN_ERRORS => Object.hasOwn(OWN_ERRORS, code);

/** The half-days with free hours, and a line for each person; without any, that there is none. */
async function People({ referrer, secret, where, people, typed }: PeopleProps) {
  const [t, locale, halfDays] = await Promise.all([
    getTranslations("refer"),
    getLocale(),
    hoursToRefer(referrer, where),
  ]);
  if (halfDays.length === 0) return <Notice>{t("nothing")}</Notice>;
  const [own, said] = await Promise.all([getTranslations("refer.errors"), getTranslations("refusals")]);
  const sentenceOf = (code: string): string => {
    if (isOwnError(code)) return own(OWN_ERRORS[code]);
    const wording: Readonly<Record<string, RefusalSentence>> = { ...bookingWording, ...requestWording };
    return said(wording[code] ?? requestWording.unexpected);
  };
  const sentences = Object.fromEntries(
    Object.entries(typed?.refusals ?? {}).map(([field, code]) => [field, sentenceOf(code)]),
  );
  const errors = Object.entries(sentences).map(([field, sentence]) => ({
    field: field === "form" ? "book" : field === "permanence" ? "half-day" : field,
    sentence,
  }));
  const field = (name: "name" | "phone", at: number) => ({
    id: `${name}:${at}`,
    name: `${name}:${at}`,
    label: t(name),
    error: sentences[`${name}:${at}`],
    defaultValue: typed?.fields[`${name}:${at}`],
    autoComplete: "off",
  });
  return (
    <form
      method="post"
      action={getPathname({ href: `/orienter/${secret}/prendre`, locale })}
      noValidate
      className="grid gap-6"
    >
      <ErrorSummary title={t("not")} errors={errors} />
      <input type="hidden" name="key" value={typed?.fields["key"] ?? randomUUID()} />
      <input type="hidden" name="topic" value={where.topic} />
      <input type="hidden" name="place" value={where.place} />
      <input type="hidden" name="people" value={people} />
      <HalfDayChoice
        halfDays={halfDays}
        people={people}
        chosen={typed?.fields["permanence"] ?? enoughFor(halfDays, people)}
        error={sentences["permanence"]}
      />
      <section aria-labelledby="personnes-titre" className="grid gap-3">
        <h2 id="personnes-titre">{t("persons")}</h2>
        <p>{t("contactIs")}</p>
        <WithLabel id="language" label={t("language")}>
          <select
            id="language"
            name="language"
            defaultValue={typed?.fields["language"] ?? locale}
            className={inputClass()}
          >
            {languageOptions.map(({ value, label }) => (
              <option key={value} value={value} lang={value}>
                {label}
              </option>
            ))}
          </select>
        </WithLabel>
        {Array.from({ length: people }, (_, index) => index + 1).map((at) => (
          <fieldset key={at} className="grid gap-3 rounded-card border-2 border-hair p-3 sm:grid-cols-2">
            <legend className="px-1 font-bold">{t("person", { rank: at })}</legend>
            <Field {...field("name", at)} maxLength={60} dir="auto" className="[&_input]:rtl:text-end" />
            <Field
              {...field("phone", at)}
              type="tel"
              inputMode="tel"
              maxLength={40}
              dir="ltr"
              className="[&_input]:rtl:text-end"
            />
          </fieldset>
        ))}
      </section>
      <Button id="book" type="submit" className="w-full text-lg md:w-auto md:justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
