import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import type { SoonestHour } from "#lib/booking/soonest-hour.ts";
import { SoonestDays } from "./soonest-hours.tsx";

/** There is no hour: why, and the ways on: hours of the nearest town, whom to call (`telephone`), coming without. */
export function SoonestNone({
  why,
  topic = "",
  typed,
  elsewhere,
  telephone,
}: {
  why: "none" | "nothing";
  topic?: string;
  typed?: string | undefined;
  elsewhere?: { readonly city: string; readonly hours: readonly SoonestHour[] } | undefined;
  telephone: ReactNode;
}) {
  const t = useTranslations("booking.soonest");
  const home = useTranslations("home");
  const none = useTranslations("booking.none");
  return (
    <section className="grid gap-4">
      <Notice>{t(why)}</Notice>
      {elsewhere && (
        <div className="grid gap-3">
          <h2>{t.rich("elsewhere", { town: () => <Written words={elsewhere.city} /> })}</h2>
          <SoonestDays topic={topic} typed={typed} hours={elsewhere.hours} />
        </div>
      )}
      <div>
        <p>{home("callUs")}</p>
        {telephone}
      </div>
      <p>
        {none("walkIn")}{" "}
        <PageLink href="/" className="inline-flex min-h-target items-center font-bold">
          {none("walkInGo")}
        </PageLink>
      </p>
    </section>
  );
}
