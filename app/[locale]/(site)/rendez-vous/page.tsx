import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Days } from "#components/place/days.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isBookable } from "#lib/schedule/bookable.ts";
import { byDay } from "#lib/schedule/offer.ts";
import { clock } from "#lib/server/clock.ts";
import { readComing } from "#lib/server/schedule/read-coming.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("permanence.soonBookable");
  return { title: t("title") };
}

const DAYS_SHOWN = 21;

/** Where and when an hour can be booked, day by day; the hours themselves are one touch further. */
export default async function BookablePage() {
  const [t, held] = await Promise.all([getTranslations("permanence.soonBookable"), readComing(DAYS_SHOWN, { bookable: true })]);
  const bookable = held.filter((one) => isBookable(one, clock.now()));
  return (
    <div className="grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg text-soft">{t("lead")}</p>
      </div>
      {bookable.length === 0
        ? <Notice><p>{t("none")}</p><p className="font-normal">{t("noneDo")}</p></Notice>
        : <Days days={byDay(bookable)} heading="h2" toBook />}
    </div>
  );
}
