import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlaceList } from "#components/place/place-list.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { groupByTown } from "#lib/place/group-by-town.ts";
import { clock } from "#lib/server/clock.ts";
import { departmentName } from "#lib/server/place/department-name.ts";
import { readOperator } from "#lib/server/place/read-operator.ts";
import { readPlacesWithNext } from "#lib/server/schedule/read-places-with-next.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("place.list");
  return { title: t("title") };
}

export default async function PlacesPage() {
  const [t, places, operator] = await Promise.all([
    getTranslations("place.list"),
    readPlacesWithNext(),
    readOperator(),
  ]);
  return (
    <div className="grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg text-soft">{t("lead")}</p>
      </div>
      {places.length === 0 && (
        <Notice>
          <p>{t("none")}</p>
          <Telephone phone={operator?.phone} hours={operator?.phoneHours} />
        </Notice>
      )}
      <PlaceList towns={groupByTown(places, departmentName)} now={clock.now()} />
    </div>
  );
}
