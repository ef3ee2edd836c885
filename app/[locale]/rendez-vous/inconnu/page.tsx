import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnknownAppointment } from "#components/booking/unknown-appointment.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { TelephoneOfPage } from "#app/[locale]/(site)/telephone-of-page.tsx";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("appointment.unknown"))("title"), robots: { index: false } };
}

/** Shown for a secret that opens no appointment; `proxy.ts` gives it the status 404. */
export default async function UnknownAppointmentPage() {
  const organisation = await readOrganisation();
  return (
    <SiteFrame organisation={organisation}>
      <UnknownAppointment telephone={<TelephoneOfPage organisation={organisation} />} />
    </SiteFrame>
  );
}
