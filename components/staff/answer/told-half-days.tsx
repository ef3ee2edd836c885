import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { CANNOT_WHY, type ToldHalfDay } from "#lib/message/told-half-day.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";

/**
 * What somebody was told of their half-days, with « Vu » for all that is not answered and « Je ne peux pas » for each
 * that is theirs. `path`: of the page.
 */
export function ToldHalfDays({ halfDays, path }: { halfDays: readonly ToldHalfDay[]; path: string }) {
  const t = useTranslations("staff.answer");
  const locale = useLocale() as Locale;
  if (halfDays.length === 0) return <Notice>{t("nothing")}</Notice>;
  return (
    <>
      {halfDays.some(({ answer }) => answer === undefined) && (
        <form method="post" action={getPathname({ href: `${path}/vu`, locale })}>
          <Button type="submit">
            <Icon name="check" size={24} />
            {t("seen")}
          </Button>
        </form>
      )}
      <ul className="grid gap-3">
        {halfDays.map((halfDay) => (
          <OneHalfDay key={halfDay.permanence} halfDay={halfDay} path={path} />
        ))}
      </ul>
    </>
  );
}

function OneHalfDay({ halfDay, path }: { halfDay: ToldHalfDay; path: string }) {
  const t = useTranslations("staff.answer");
  const locale = useLocale() as Locale;
  const { permanence, place, address, localDate, span, timeZone, isTheirs, answer } = halfDay;
  const id = `d-${permanence}`;
  return (
    <Card as="li">
      {!isTheirs && (
        <p className="font-bold text-alert">
          <Icon name="cross" size={20} className="me-1 inline align-text-bottom" />
          {t("noLonger")}
        </p>
      )}
      <h2 id={id} className={`first-letter:uppercase ${isTheirs ? "" : "line-through"}`}>
        {sayDay(localDate, locale)}
      </h2>
      <p className={`text-lg font-bold ${isTheirs ? "" : "line-through"}`}>
        {t("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}
      </p>
      <p>
        <FrenchText text={place} />
      </p>
      {address !== place && (
        <p className="text-soft">
          <FrenchText text={address} />
        </p>
      )}
      {answer !== undefined && (
        <p className="font-bold">
          <Icon name={answer === "seen" ? "check" : "warning"} size={20} className="me-1 inline align-text-bottom" />
          {t(answer === "seen" ? "answeredSeen" : "answeredCannot")}
        </p>
      )}
      {isTheirs && answer === "cannot" && (
        <form method="post" action={getPathname({ href: `${path}/vu`, locale })}>
          <input type="hidden" name="permanence" value={permanence} />
          <Button type="submit" look="quiet" aria-describedby={id}>
            {t("canAfterAll")}
          </Button>
        </form>
      )}
      {isTheirs && answer !== "cannot" && (
        <details>
          <summary className="min-h-target cursor-pointer py-2 font-bold" aria-describedby={id}>
            {t("cannot")}
          </summary>
          <form method="post" action={getPathname({ href: `${path}/non`, locale })} className="grid gap-3 pt-2">
            <input type="hidden" name="permanence" value={permanence} />
            <fieldset>
              <legend className="font-bold">{t("why")}</legend>
              <div className="grid">
                {(["", ...CANNOT_WHY] as const).map((why) => (
                  <label key={why} className="flex min-h-target items-center gap-3">
                    <input type="radio" name="why" value={why} defaultChecked={why === ""} className="size-6" />
                    {t(`whys.${why || "unsaid"}`)}
                  </label>
                ))}
              </div>
            </fieldset>
            <p>{t("cannotMeans")}</p>
            <Button type="submit" look="ghost">
              {t("cannot")}
            </Button>
          </form>
        </details>
      )}
    </Card>
  );
}
