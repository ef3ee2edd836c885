import { useLocale, useTranslations } from "next-intl";
import { pictureName, pictureOf } from "#lib/queue/line/visit.ts";
import { sayHour } from "#lib/time/say.ts";
import { TypedReport } from "#components/tablet/desk/report-in-words.tsx";
import type { CheckSentence, ToCheck } from "./to-check.ts";

/** The values of what a sentence names, as they are read: hours in that time zone, in the reader's language. */
export function useWhatHappened(zone: string) {
  const pictures = useTranslations("pictures");
  const locale = useLocale();
  return ({ at, number = 0, shown = 0, desk = 0 }: CheckSentence<string>) => ({
    hour: at === undefined ? "" : sayHour(at, zone, locale),
    picture: pictures(pictureName(pictureOf(number))),
    number,
    shown,
    desk,
  });
}

/**
 * Each act that is not done as it was shown, with the reason, what was typed in a report, and whether later acts on the
 * same person fell with it.
 */
export function WhatHappened({ entry: { happened, fell }, zone }: { entry: ToCheck; zone: string }) {
  const t = useTranslations("tablet.check");
  const said = useWhatHappened(zone);
  return (
    <>
      {happened.map(({ did, because, notice }) => (
        <div key={notice.command + notice.why}>
          <p>
            {t(`did.${did.key}`, { ...said(did), who: notice.ofColleague ? "colleague" : "me" })}{" "}
            {t(`because.${because.key}`, said(because))}
          </p>
          {notice.report && <TypedReport report={notice.report} />}
        </div>
      ))}
      {fell && <p>{t("fell")}</p>}
    </>
  );
}
