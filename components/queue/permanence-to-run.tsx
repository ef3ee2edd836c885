import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { assertNever } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";

/** Minutes before the start from which the half-day is shown as current: people already stand at the door. */
const SOON = 60;

/**
 * A half-day that this conseiller may run. The current one is a large button; the others are lines. `leftWaiting`:
 * nobody closed it, and so many people were still waiting. `toTell`: so many booked people are to be told something
 * (docs/booking.md#who-is-to-be-told). `away`: an absence of the reader is noted then. `reopenable`: it was closed
 * within the hour.
 */
export function PermanenceToRun({
  permanence,
  place,
  desk,
  leftWaiting,
  toTell,
  away,
  reopenable,
  now,
}: {
  permanence: Permanence;
  place: string;
  desk: number | undefined;
  leftWaiting?: number;
  toTell?: number | undefined;
  away?: true | undefined;
  reopenable?: true | undefined;
  now: Instant;
}) {
  const t = useTranslations("halfDays");
  const list = useTranslations("tablet.list");
  const locale = useLocale();
  const { id, span, timeZone, localDate } = permanence;
  const over = permanence.status === "closed" || permanence.status === "cancelled";
  const isNow = !over && plusMinutes(span.start, -SOON) <= now && (now < span.end || permanence.status === "open");
  const href = `/conseiller/permanences/${id}`;
  const when = list("at", {
    day: sayDay(localDate, locale),
    from: sayHour(span.start, timeZone, locale),
    to: sayHour(span.end, timeZone, locale),
  });
  const label = (
    <span className="grid text-start">
      <span
        className={`${isNow ? "text-[1.33rem] leading-tight" : ""} ${permanence.status === "cancelled" ? "line-through" : ""}`}
      >
        <FrenchText text={place} />
      </span>
      <span className="font-normal">{when}</span>
      {desk !== undefined && <span className="font-normal">{list("mine", { desk })}</span>}
      {away && !over && <span>{t("away")}</span>}
    </span>
  );
  const facts =
    leftWaiting === undefined ? (
      <StateTag permanence={permanence} isNow={isNow} />
    ) : (
      <Tag>{t("leftWaiting", { count: leftWaiting })}</Tag>
    );
  const tell = toTell !== undefined && (
    <PageLink href={`${href}/a-prevenir`} className={buttonClass("ghost")}>
      {t("toTell", { count: toTell })}
    </PageLink>
  );
  if (over)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border-2 border-hair px-4 py-3 text-soft">
        {label}
        <div className="grid justify-items-start gap-2 sm:justify-items-end">
          {facts}
          {reopenable && (
            <PageLink href={href} className={buttonClass("quiet")}>
              {t("reopen")}
            </PageLink>
          )}
          {permanence.status === "closed" && (
            <PageLink href={`${href}/bilan`} className={buttonClass("quiet")}>
              {t("summary")}
            </PageLink>
          )}
          {tell}
        </div>
      </div>
    );
  const sheet = isNow && (
    <PageLink href={`/permanences/${id}/feuille`} className="inline-flex min-h-target items-center font-bold">
      {t("sheet")}
    </PageLink>
  );
  const run = (
    <PageLink
      href={href}
      className={`${buttonClass(isNow ? "full" : "quiet")} flex-wrap justify-between! ${isNow ? "min-h-28" : ""}`}
    >
      {label}
      {facts}
    </PageLink>
  );
  return tell === false && sheet === false ? (
    run
  ) : (
    <div className="grid gap-2">
      {run}
      {tell}
      {sheet}
    </div>
  );
}

function StateTag({ permanence, isNow }: { permanence: Permanence; isNow: boolean }) {
  const t = useTranslations("halfDays");
  const locale = useLocale();
  const { status, openedAt, timeZone } = permanence;
  switch (status) {
    case "open":
      return openedAt === undefined ? null : (
        <Tag look="good">{t("confirmed", { hour: sayHour(openedAt, timeZone, locale) })}</Tag>
      );
    case "closed":
      return <Tag>{t("closed")}</Tag>;
    case "cancelled":
      return <Tag>{t("cancelled")}</Tag>;
    case "scheduled":
      return isNow ? <Tag>{t("isNow")}</Tag> : null;
    default:
      return assertNever(status);
  }
}
