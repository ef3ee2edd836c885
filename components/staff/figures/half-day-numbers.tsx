import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { HalfDayFigures, TurnedAwayWhy } from "#lib/report/half-day-figures.ts";
import { turnedAwayIn } from "#lib/report/month-figures.ts";
import { sayDuration } from "#lib/time/say-duration.ts";

/**
 * The reasons of people who left without a number, as words with their counts, the most frequent first; a reason of
 * another version is said by its word.
 */
function useWhyTurnedAway(): (turnedAway: HalfDayFigures["turnedAway"]) => readonly string[] {
  const t = useTranslations("figures");
  const why = useTranslations("figures.why");
  return (turnedAway) =>
    Object.entries(turnedAway)
      .toSorted(([, a], [, b]) => b - a)
      .map(([reason, count]) =>
        t("withWhy", {
          why: why.has(reason as TurnedAwayWhy) ? why(reason as TurnedAwayWhy) : reason,
          count: String(count),
        }),
      );
}

/**
 * What became of the people of a half-day: everybody who had a number is in one line, those without one in the last.
 * `stillThere`: who waits or is being helped while it goes on.
 */
export function WhatBecameOfPeople({ figures, stillThere = 0 }: { figures: HalfDayFigures; stillThere?: number }) {
  const t = useTranslations("figures");
  const reasons = useWhyTurnedAway()(figures.turnedAway);
  const { received, helped, gone, redirected, unserved } = figures;
  const broken = received - helped - gone - redirected - unserved - stillThere;
  return (
    <Card as="div" className="grid gap-2">
      <p className="flex items-baseline gap-4">
        <strong className="number text-[4rem] leading-none">{received}</strong>
        <span className="text-[1.2rem] font-bold">{t("received", { count: received })}</span>
      </p>
      <dl className="grid">
        <Line icon="check" name={t("helped")} count={helped} />
        {stillThere > 0 && <Line icon="two-people" name={t("stillThere")} count={stillThere} />}
        {broken > 0 && <Line icon="pause" name={t("broken")} count={broken} />}
        <Line icon="arrow" name={t("gone")} count={gone} />
        <Line icon="pin" name={t("redirected")} count={redirected} />
        <Line icon="cross" name={t("unserved")} count={unserved} />
        <Line icon="house" name={t("turnedAway")} count={turnedAwayIn(figures)}>
          {reasons.length > 0 && <span className="block text-soft">{reasons.join(" · ")}</span>}
        </Line>
      </dl>
      {figures.paper !== undefined && (
        <p className="flex items-center gap-2 font-bold">
          <Icon name="id-card" size={22} />
          {t("paper.some", { paper: figures.fromPaper, received })}
        </p>
      )}
    </Card>
  );
}

const Line = ({
  icon,
  name,
  count,
  children,
}: {
  icon: IconName;
  name: string;
  count: number;
  children?: ReactNode;
}) => (
  <div className="flex items-start gap-3 border-t border-hair py-2">
    <dt className="flex flex-1 items-start gap-3">
      <Icon name={icon} size={22} />
      <span>
        {name}
        {children}
      </span>
    </dt>
    <dd className="number text-[1.35rem] leading-tight">{count}</dd>
  </div>
);

/**
 * The waits of those whose help had begun, against the 20 minutes of the CNAF indicator, and how long help was given.
 */
export function WaitsAndHelp({ figures }: { figures: HalfDayFigures }) {
  const t = useTranslations("figures");
  const locale = useLocale();
  const { contacts, untimed, waitsOver20, medianWait, helpMinutes } = figures;
  const known = contacts - untimed;
  return (
    <section aria-labelledby="attente" className="grid gap-1">
      <h2 id="attente" className="flex items-center gap-2">
        <Icon name="clock" />
        {t("waits.title")}
      </h2>
      {medianWait === undefined || known === 0 ? (
        <p>{t("waits.none")}</p>
      ) : (
        <>
          <p className="text-lg font-bold">{t("waits.within20", { within: known - waitsOver20, of: known })}</p>
          <p>
            {t("waits.median", {
              single: known === 1 ? "yes" : "no",
              duration: sayDuration(Math.round(medianWait / 60), locale),
            })}{" "}
            {t("waits.over20", { count: waitsOver20 })}
          </p>
        </>
      )}
      {helpMinutes > 0 && <p>{t("help", { duration: sayDuration(helpMinutes, locale) })}</p>}
    </section>
  );
}
