import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { redirect } from "#i18n/navigation.ts";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { CannotChange, WhenAndWhere } from "#components/booking/change-appointment.tsx";
import { MoveForm, OtherDays } from "#components/booking/move-form.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { readMove, type Move } from "#lib/server/booking/read-move.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isFormRefusal } from "#lib/wire/booking/booking-form.ts";

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ secret: string }>; searchParams: Promise<Query> };

/** Read once for the title and the page. */
const appointmentOf = cache(readAppointment);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, { secret }, { refus }] = await Promise.all([getTranslations("appointment.move"), params, searchParams]);
  const held = await appointmentOf(secret);
  return {
    title: await titleOfForm(t("title"), isFormRefusal(singleValue(refus) ?? ""), held?.organisation),
    robots: { index: false },
  };
}

export default async function MovePage({ params, searchParams }: Props) {
  const [{ secret }, query, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("appointment.move"),
  ]);
  const move = await readMove(secret, singleValue(query["jour"]));
  if (!move) return redirect({ href: "/rendez-vous/inconnu", locale });
  return (
    <SiteFrame name={move.held.place.name} organisation={await readOrganisationOf(move.held.organisation)}>
      <div className="mx-auto grid max-w-3xl gap-6">
        <h1>{t("title")}</h1>
        <WhenAndWhere held={move.held} />
        <Hours move={move} page={`/rendez-vous/${secret}`} query={query} />
      </div>
    </SiteFrame>
  );
}

/** The hours of the day shown, the way back beside them, and the other days. */
async function Hours({ move: { held, may, chosen, others }, page, query }: { move: Move; page: string; query: Query }) {
  const [t, locale] = await Promise.all([getTranslations("appointment.move"), getLocale()]);
  const code = singleValue(query["refus"]) ?? "";
  const refusal = isFormRefusal(code) ? code : undefined;
  if (!may || !chosen) return <CannotChange what="move" refusal={refusal} page={page} held={held} />;
  const date = localDateOf(chosen.start, chosen.timeZone);
  return (
    <>
      <MoveForm
        action={getPathname({ href: `${page}/deplacer/confirmer`, locale })}
        idempotencyKey={freshId()}
        held={held}
        day={chosen}
        nowhere={others.length === 0}
        chosen={singleValue(query["heure"])}
        refusal={refusal}
        today={date === localDateOf(clock.now(), chosen.timeZone)}
      />
      <p>
        <PageLink href={page} className={buttonClass("quiet")}>
          {t("keep")}
        </PageLink>
      </p>
      <OtherDays days={others} date={date} held={held.place.slug} page={`${page}/deplacer`} />
    </>
  );
}
