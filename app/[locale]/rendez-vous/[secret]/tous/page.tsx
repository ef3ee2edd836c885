import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { redirect } from "#i18n/navigation.ts";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { AddToParty, NotAdded, PartyList } from "#components/booking/party.tsx";
import { useRefusalSentence } from "#components/booking/refusal-sentence.ts";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { readParty } from "#lib/server/booking/in-a-row/read-party.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { holderOf, openTyped } from "#lib/server/typed-form.ts";
import { isFormRefusal } from "#lib/wire/booking/booking-form.ts";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Read once for the title and the page. */
const appointmentOf = cache(readAppointment);
const typedIn = cache((sealed: string | undefined, secret: string) => openTyped(sealed, clock.now(), holderOf(secret)));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, { secret }, { saisie }] = await Promise.all([getTranslations("appointment.party"), params, searchParams]);
  const refused = typedIn(singleValue(saisie), secret) !== undefined;
  const held = await appointmentOf(secret);
  return { title: await titleOfForm(t("title"), refused, held?.organisation), robots: { index: false } };
}

/** All appointments on one contact, to print, and one more person. */
export default async function PartyPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("appointment.party"),
  ]);
  const [held, party] = await Promise.all([appointmentOf(secret), readParty(secret)]);
  if (!held || !party) return redirect({ href: "/rendez-vous/inconnu", locale });
  const [organisation, halfDay] = await Promise.all([
    readOrganisationOf(held.organisation),
    readPermanence(held.permanence),
  ]);
  const typed = typedIn(singleValue(query["saisie"]), secret);
  const mayAdd = held.state === "booked" && halfDay !== undefined;
  const topics = mayAdd ? await readBookableTopics({ permanence: held.permanence }, halfDay.topics) : [];
  return (
    <SiteFrame name={held.place.name} organisation={organisation}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1>{t("title")}</h1>
        {singleValue(query["fait"]) !== undefined && !typed && (
          <Notice tone="done" live="status" focused>
            {t("done")}
          </Notice>
        )}
        <PartyList party={party} />
        <PrintButton label={t("print")} onPhone />
        {mayAdd && (
          <AddToParty
            action={getPathname({ href: `/rendez-vous/${secret}/encore`, locale })}
            formKey={typed?.fields["key"] ?? freshId()}
            topics={topics}
            topic={held.topics[0]}
            typed={typed?.fields ?? {}}
            refused={typed && <Refused code={typed.refusals["form"] ?? ""} />}
          />
        )}
        <p className="print:hidden">
          <PageLink href={`/rendez-vous/${secret}`} className="inline-flex min-h-target items-center font-bold">
            {t("back")}
          </PageLink>
        </p>
      </div>
    </SiteFrame>
  );
}

async function Refused({ code }: { code: string }) {
  if (code !== "no-hour-left") return <RefusedBecause code={code} />;
  return <NotAdded sentence={(await getTranslations("appointment.party"))("noHour")} />;
}

function RefusedBecause({ code }: { code: string }) {
  const sentence = useRefusalSentence();
  return <NotAdded sentence={sentence(isFormRefusal(code) ? code : "malformed")} />;
}
