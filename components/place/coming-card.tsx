import type { Place } from "#lib/place/place.ts";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { MovedWords } from "#components/moved-words.tsx";
import { HowToCome } from "#components/how-to-come.tsx";
import { AddressLine } from "./way-there.tsx";
import type { HolidayName } from "#lib/time/public-holidays.ts";

/**
 * A half-day with its place, for a card. `call`: the telephone to call about it; `movedTo`: when it is held instead,
 * once it was cancelled.
 */
export type PermanenceAtPlace = Permanence & {
  readonly at: Place;
  readonly call?: string;
  readonly movedTo?: MovedTo;
};

const link =
  "text-ink no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-3 focus-visible:after:outline-ink";

/**
 * A half-day to come. The whole card is one link, named by its day, hours and place, since screen readers list links
 * alone. When numbers are stopped, that replaces how to come. `opens`: it is today, so its hour stands out.
 */
export function ComingCard({
  held,
  heading: Heading = "h3",
  opens = false,
}: {
  held: PermanenceAtPlace;
  heading?: "h3" | "h4";
  opens?: boolean;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  const { start, end } = held.span;
  const from = sayHour(start, held.timeZone, locale);
  const cancelled = held.status === "cancelled";
  return (
    <Card
      as="li"
      className={`relative flex items-start justify-between gap-3 ${cancelled ? "border-alert! bg-alert-soft!" : ""}`}
    >
      <div className="grid gap-0.5">
        <Heading className="text-base leading-normal font-bold">
          <PageLink href={`/permanences/${held.id}`} className={link}>
            {cancelled && (
              <>
                <span className="flex items-center gap-2 text-alert">
                  <Icon name="cross" size={20} />
                  {t("cancelled")}
                </span>{" "}
              </>
            )}
            {!opens && <span className="sr-only">{sayDay(held.localDate, locale)}. </span>}
            <span className="block">
              {opens ? t("opensAt", { hour: from }) : t("hours", { from, to: sayHour(end, held.timeZone, locale) })}
              <span className="sr-only">.</span>
            </span>{" "}
            <span className="mt-0.5 block text-[1.11rem] leading-snug">
              <FrenchText text={held.at.name} />
            </span>
          </PageLink>
        </Heading>
        <AddressLine place={held.at} />
        {held.movedTo && (
          <p className="font-bold">
            <MovedWords to={held.movedTo} />
          </p>
        )}
        {!cancelled &&
          (held.numbers === "stopped" ? (
            <p className="flex items-center gap-2 font-bold">
              <Icon name="warning" size={20} />
              {t("stopped")}
            </p>
          ) : (
            <p className="text-soft">
              <HowToCome permanence={held} />
            </p>
          ))}
      </div>
      <Icon name="arrow" size={22} className="self-center text-accent" />
    </Card>
  );
}

/** « Lundi de Pâques : tout est fermé. » */
export function ClosedFor({ holiday }: { holiday: HolidayName }) {
  const t = useTranslations("holidays");
  return t("closed", { holiday: t(`names.${holiday}`) });
}
