import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { redirect } from "#i18n/navigation.ts";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { CancelForm } from "#components/booking/cancel-form.tsx";
import { CannotChange, WhenAndWhere } from "#components/booking/change-appointment.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { isCancelled } from "#lib/booking/appointment-state.ts";
import { mayChange } from "#lib/booking/may-change.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { clock } from "#lib/server/clock.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { isFormRefusal } from "#lib/wire/booking/booking-form.ts";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Read once for the title and the page. */
const appointmentOf = cache(readAppointment);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, { secret }, { refus }] = await Promise.all([getTranslations("appointment.cancel"), params, searchParams]);
  const held = await appointmentOf(secret);
  return {
    title: await titleOfForm(t("title"), isFormRefusal(singleValue(refus) ?? ""), held?.organisation),
    robots: { index: false },
  };
}

/** The confirmation page before cancelling: it says what happens, and changes nothing. */
export default async function CancelPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("appointment.cancel"),
  ]);
  const held = await appointmentOf(secret);
  if (!held) return redirect({ href: "/rendez-vous/inconnu", locale });
  const page = `/rendez-vous/${secret}`;
  if (isCancelled(held.state)) return redirect({ href: page, locale });
  const code = singleValue(query["refus"]) ?? "";
  const refusal = isFormRefusal(code) ? code : undefined;
  return (
    <SiteFrame name={held.place.name} organisation={await readOrganisationOf(held.organisation)}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1>{t("title")}</h1>
        <WhenAndWhere held={held} />
        {mayChange(held, clock.now()).cancel ? (
          <CancelForm
            action={getPathname({ href: `${page}/annuler/confirmer`, locale })}
            page={page}
            refusal={refusal}
          />
        ) : (
          <CannotChange what="cancel" refusal={refusal} page={page} held={held} />
        )}
      </div>
    </SiteFrame>
  );
}
