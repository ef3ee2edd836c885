import type { Metadata } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { tabletAddress } from "./tablet-address.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { CallLink } from "#components/call-link.tsx";
import { WipeDevice } from "#components/tablet/offline/wipe-device.tsx";
import { LateSender } from "#components/tablet/late-sender.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { SearchForm } from "#components/ui/search-form.tsx";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { staffActor } from "#lib/server/auth/staff-of-page.ts";
import { senderOfActs } from "#lib/server/auth/caller.ts";
import { readTabletPlace } from "#lib/server/auth/tablet/tablet-place.ts";
import { clock } from "#lib/server/clock.ts";
import { buildId } from "#lib/server/build-id.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { findPlaces } from "#lib/server/schedule/find-places.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const REFUSALS = ["wrong-code", "wait", "pass-over", "too-many-requests", "busy", "unexpected"] as const;

const refusalOf = async ({ searchParams }: Props) => {
  const written = singleValue((await searchParams)["refus"]);
  return REFUSALS.find((refusal) => refusal === written);
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations("sharedTablet");
  const refusal = await refusalOf(props);
  return { title: await titleOfForm(t("title"), refusal !== undefined), robots: { index: false } };
}

/** Where the shared tablet of a place is opened: the place, then its code. */
export default async function SharedTabletPage(props: Props) {
  const [{ locale: asked }, query, refusal] = await Promise.all([props.params, props.searchParams, refusalOf(props)]);
  const locale = localeOf(asked);
  const [t, words, place, late] = await Promise.all([
    getTranslations("sharedTablet"),
    getMessages(),
    readTabletPlace(singleValue(query["lieu"])),
    lateTablet(),
  ]);
  const organisation = await (place ? readOrganisationOf(place.organisation) : readOrganisation());
  const error = refusal && t(`refusals.${refusal}`);
  const sender = (
    <>
      <WipeDevice signedIn={(await staffActor()) !== undefined} />
      {late && (
        <NextIntlClientProvider
          messages={{
            sharedTablet: { late: words.sharedTablet.late },
            tablet: {
              check: words.tablet.check,
              told: words.tablet.told,
              report: words.tablet.report,
              refer: words.tablet.refer,
            },
            pictures: words.pictures,
          }}
        >
          <LateSender {...late} />
        </NextIntlClientProvider>
      )}
    </>
  );
  const phone = organisation?.phone;
  if (!place)
    return (
      <div className="mx-auto grid w-full max-w-2xl gap-6 py-4">
        {sender}
        <header className="grid gap-2">
          <h1>{t("title")}</h1>
          <p className="text-lg">{t("lead")}</p>
        </header>
        <ErrorSummary title={t("refused")} errors={error === undefined ? [] : [{ field: "q", sentence: error }]} />
        <Places locale={locale} text={singleValue(query["q"])} />
      </div>
    );
  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      {sender}
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p className="text-lg font-bold">
          <FrenchText text={place.name} />
        </p>
      </header>
      <form method="post" action={getPathname({ href: "/tablette/code", locale })} className="grid gap-4">
        <ErrorSummary title={t("refused")} errors={error === undefined ? [] : [{ field: "code", sentence: error }]} />
        <input type="hidden" name="lieu" value={place.slug} />
        <Field
          id="code"
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          maxLength={20}
          required
          label={t("code")}
          hint={t("codeHint")}
          error={error}
        />
        <Button type="submit">{t("goOn")}</Button>
      </form>
      <div className="grid gap-1">
        <p>{t("noCode")}</p>
        {phone !== undefined && <CallLink phone={phone} />}
      </div>
      <p>
        <a href={tabletAddress(locale)} className="inline-flex min-h-target items-center">
          {t("otherPlace")}
        </a>
      </p>
    </div>
  );
}

/** The places to choose from: those found by what was typed, or all where there are few. */
async function Places({ locale, text }: { locale: string; text: string | undefined }) {
  const [t, found] = await Promise.all([
    getTranslations("sharedTablet"),
    findPlaces({ text: text === "" ? undefined : text }),
  ]);
  const places =
    found.kind === "in-order" ? [...found.soon, ...found.towns.flatMap(({ places: inTown }) => inTown)] : [];
  return (
    <>
      <SearchForm
        id="q"
        name="q"
        action={tabletAddress(locale)}
        label={t("place")}
        go={t("search")}
        typed={text}
        autoComplete="off"
      />
      {places.length === 0 ? (
        text !== undefined && text !== "" && <p>{t("noPlace")}</p>
      ) : (
        <ul className="grid gap-3" aria-label={t("places")}>
          {places.map(({ slug, name, city }) => (
            <li key={slug} className="grid">
              <a
                href={tabletAddress(locale, { lieu: slug })}
                className={`${buttonClass("quiet")} justify-start! text-start`}
              >
                <span className="grid">
                  <FrenchText text={name} />
                  <span className="font-normal text-soft">
                    <FrenchText text={city} />
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/**
 * What the shared tablet of this browser needs to send what it did before its half-day was over; undefined for every
 * other browser.
 */
async function lateTablet() {
  const actor = await senderOfActs(await headers());
  if (!actor?.only?.over) return undefined;
  const held = await readPermanence(actor.only.permanence);
  return (
    held && {
      permanence: held.id,
      zone: held.timeZone,
      me: actor.user,
      serverTime: clock.now(),
      build: await buildId(),
    }
  );
}
