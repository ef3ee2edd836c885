import { historyMetadata, historyPage } from "#app/[locale]/coordination/history-page.tsx";
import type { StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { readHistoryOfHalfDay } from "#lib/server/planning/read-history.ts";
import { sayDay } from "#lib/time/say.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export const generateMetadata = historyMetadata;

/** Who changed what at one half-day, and when. */
export default async function HalfDayHistoryPage(props: Props) {
  const { id } = await props.params;
  return historyPage(props, {
    of: `/coordination/permanences/${id}`,
    back: "backHalfDay",
    read: (actor, before) => readHistoryOfHalfDay(actor, id, before),
    named: ({ place, localDate }, locale) => (
      <>
        <FrenchText text={place} />
        {`, ${sayDay(localDate, locale)}`}
      </>
    ),
  });
}
