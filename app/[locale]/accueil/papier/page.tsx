import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { AppointmentOnPaper } from "#components/staff/reception/appointment-on-paper.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { readFound } from "#lib/server/booking/reception/open-found.ts";
import { readNamedTopics } from "#lib/server/schedule/read-topics.ts";
import "#app/[locale]/_every-page/print.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("slip"))("printAppointment"), robots: { index: false } };
}

/** The appointment that the reception has open, on paper, in the language of the address: that of the person. */
export default async function AppointmentPaperPage(props: StaffPageProps) {
  const { actor, query } = await openStaffPage(props, "/accueil/papier");
  const [refusals, found] = await Promise.all([
    getTranslations("form.refusals"),
    readFound(actor, singleValue(query["trouve"])),
  ]);
  if (!found)
    return (
      <main className="mx-auto max-w-3xl p-4">
        <Notice>{refusals("foundGone")}</Notice>
      </main>
    );
  const topics = await readNamedTopics(found.held.permanence, found.held.topics);
  return <AppointmentOnPaper held={found.held} topics={topics} />;
}
