import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { isFull, type SharedHalfDay } from "#lib/calendar/redact.ts";
import { sayHour } from "#lib/time/say.ts";

const BOX =
  "grid min-h-target content-start rounded-lg border-2 border-s-8 px-2.5 py-1.5 text-base leading-snug break-inside-avoid print:border-s-4 print:px-1.5 print:text-[9.5pt]";

/**
 * One half-day of the calendar. A full one has a dashed border and a word, a cancelled one a red border, an icon and a
 * word. `newTab`: its link opens a tab of its own, out of a frame.
 */
export function HalfDayCard({ half, newTab = false }: { half: SharedHalfDay; newTab?: boolean }) {
  const t = useTranslations("share.half");
  const locale = useLocale();
  const hours = t("hours", {
    from: sayHour(half.span.start, half.timeZone, locale),
    to: sayHour(half.span.end, half.timeZone, locale),
  });
  const look =
    half.cancelled || half.shut !== undefined
      ? "border-alert bg-alert-soft"
      : isFull(half)
        ? "border-accent border-dashed bg-card"
        : "border-accent bg-card";
  return (
    <PageLink
      href={`/permanences/${half.id}`}
      className={`${BOX} ${look} text-ink no-underline`}
      {...(newTab && { target: "_blank", rel: "noopener" })}
    >
      <span>
        <span className="whitespace-nowrap">{hours}</span>{" "}
        <b className="inline-block text-accent underline print:text-ink print:no-underline">
          <FrenchText text={half.placeName} />
        </b>
      </span>
      {half.cancelled ? (
        <Cancellation {...half.cancelled} />
      ) : half.shut !== undefined ? (
        <Shut sentence={half.shut} />
      ) : (
        <>
          <FreePlaces half={half} />
          <OpenAndWaiting half={half} />
        </>
      )}
    </PageLink>
  );
}

function Cancellation({ reason, movedTo }: NonNullable<SharedHalfDay["cancelled"]>) {
  const t = useTranslations("share.half");
  return (
    <>
      <Line className="flex items-start gap-1.5 font-bold text-alert">
        <Icon name="cross" size={20} className="mt-0.5" />
        <span>
          {reason === undefined ? t("cancelled") : t.rich("cancelledWhy", { why: () => <FrenchText text={reason} /> })}
        </span>
      </Line>
      {movedTo && (
        <Line>
          <MovedWords to={movedTo} />
        </Line>
      )}
    </>
  );
}

function Shut({ sentence }: { readonly sentence: string }) {
  const t = useTranslations("share.half");
  return (
    <Line className="flex items-start gap-1.5 font-bold text-alert">
      <Icon name="cross" size={20} className="mt-0.5" />
      <span>{t.rich("shutWhy", { why: () => <FrenchText text={sentence} /> })}</span>
    </Line>
  );
}

/** A part on a line of its own; the space separates the words where no style sheet does (RGAA 10.3). */
const Line = ({ className, children }: { className?: string; children: ReactNode }) => (
  <>
    {" "}
    <span className={className}>{children}</span>
  </>
);

/** How residents come, at how many desks, and how many appointments are free. */
function FreePlaces({ half }: { half: SharedHalfDay }) {
  const t = useTranslations("share.half");
  const locale = useLocale();
  const { access, free, desks, timeZone } = half;
  const hour = access.kind === "appointments-first" ? sayHour(access.walkInFrom, timeZone, locale) : "";
  if (isFull(half)) {
    if (access.kind === "appointments-first") return <Line className="font-bold">{t("fullWalkInFrom", { hour })}</Line>;
    return <Line className="font-bold">{t(access.kind === "appointment" ? "full" : "fullWalkIn")}</Line>;
  }
  const comes = t(access.kind, { hour });
  return (
    <>
      {(access.kind !== "appointment" || free === undefined) && (
        <Line>{access.kind === "appointments-first" ? comes : t("withDesks", { comes, desks })}</Line>
      )}
      {free !== undefined && <Line>{t("free", { free })}</Line>}
    </>
  );
}

/** What a person on site confirmed, and how many people wait. */
function OpenAndWaiting({ half: { openness, waiting, timeZone } }: { half: SharedHalfDay }) {
  const t = useTranslations("share.half");
  const locale = useLocale();
  const isOpen = openness?.state === "open";
  return (
    <>
      {isOpen && openness.since !== undefined && (
        <Line className="flex items-start gap-1.5 font-bold text-ok">
          <Icon name="dot" size={20} className="mt-0.5" />
          {t("open", { hour: sayHour(openness.since, timeZone, locale) })}
        </Line>
      )}
      {(openness?.state === "closed" || openness?.state === "normally-open") && (
        <Line className="text-soft">{t(openness.state)}</Line>
      )}
      {waiting !== undefined && <Line>{t("waiting", { waiting })}</Line>}
    </>
  );
}
