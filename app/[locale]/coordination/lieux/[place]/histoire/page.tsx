import { historyMetadata, historyPage } from "#app/[locale]/coordination/history-page.tsx";
import type { StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { readHistoryOfPlace } from "#lib/server/planning/read-history.ts";

type Props = StaffPageProps & { params: Promise<{ place: string }> };

export const generateMetadata = historyMetadata;

/** Who changed what at a place, and when. */
export default async function PlaceHistoryPage(props: Props) {
  const { place } = await props.params;
  return historyPage(props, {
    of: `/coordination/lieux/${place}`,
    back: "backPlace",
    read: (actor, before) => readHistoryOfPlace(actor, place, before),
    named: ({ name }) => <FrenchText text={name} />,
  });
}
