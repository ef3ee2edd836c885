import { useLocale, useTranslations } from "next-intl";
import { sayRefusal } from "#components/staff/wording.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { Undone, UndoRefused } from "#lib/schedule/planned-week.ts";
import { weekAddress, type WeekAddress } from "#lib/wire/planning/week-address.ts";
import { PersonActButton } from "./person-act-button.tsx";
import { pageOfAct, useSayAct } from "./say-act.ts";

/** Half-days that are named of an act that was about many. */
const MOST = 12;

/**
 * Whoever asks for it is led to it: nothing else on the page has changed. (A fragment in the address would keep the
 * browser from it.)
 */
const FOCUSED = { tabIndex: -1, autoFocus: true } as const;

/** `byMail`: whoever knew otherwise is told by mail. */
type Props = { entry: string; address: WeekAddress; preview: Undone | UndoRefused; byMail: boolean };

/**
 * What undoing the last act would do and whom it concerns, with the button that does it; or why it cannot be undone,
 * with the person and the half-day.
 */
export function UndoCard({ entry, address, preview, byMail }: Props) {
  const t = useTranslations("staff.planning.last");
  const { sayButton } = useSayAct();
  const { undo: _, ...shown } = address;
  const { what, way = "undo" } = preview;
  return (
    <section
      aria-labelledby="annuler-title"
      className="grid gap-3 rounded-card border-4 border-accent bg-card p-4 print:hidden"
    >
      <h2 id="annuler-title" {...FOCUSED}>
        {what ? sayButton({ way, what }) : t("cannot")}
      </h2>
      {"ok" in preview ? <WhyNot refused={preview} address={shown} /> : <WhatItDoes undone={preview} byMail={byMail} />}
      <div className="flex flex-wrap gap-3">
        {!("ok" in preview) && (
          <PersonActButton acte="annuler" address={address} field="entry" value={entry} look="full">
            {t(way === "redo" ? "yesRedo" : "yesUndo")}
          </PersonActButton>
        )}
        <PageLink href={weekAddress(shown)} className={buttonClass("ghost")}>
          {t("keep")}
        </PageLink>
      </div>
    </section>
  );
}

function WhatItDoes({ undone: { rows }, byMail }: { undone: Undone; byMail: boolean }) {
  const t = useTranslations("staff.planning.last");
  const planning = useTranslations("staff.planning");
  const locale = useLocale();
  const people = [...new Set(rows.map(({ name }) => name ?? planning("unnamed")))];
  return (
    <>
      <ul className="list-disc ps-5">
        {rows.slice(0, MOST).map(({ account, name, place, localDate, timeZone, span, stands }) => (
          <li key={`${account} ${span.start} ${String(stands)}`}>
            {t(stands ? "stands" : "goes", {
              name: name ?? planning("unnamed"),
              place,
              day: sayDay(localDate, locale),
              from: sayHour(span.start, timeZone, locale),
              to: sayHour(span.end, timeZone, locale),
            })}
          </li>
        ))}
      </ul>
      {rows.length > MOST && <p>{t("more", { count: rows.length - MOST })}</p>}
      <p>{t("residents")}</p>
      <p>
        {t(byMail ? "tellByMail" : "tell", {
          people: new Intl.ListFormat(locale, { type: "conjunction" }).format(people),
        })}
      </p>
    </>
  );
}

function WhyNot({ refused, address }: { refused: UndoRefused; address: WeekAddress }) {
  const t = useTranslations("staff.planning.last");
  const planning = useTranslations("staff.planning");
  const all = useTranslations();
  const locale = useLocale();
  const { sayOther } = useSayAct();
  const { refusal, row, elsewhere, other } = refused;
  if (other)
    return (
      <p>
        {sayOther(other)} <PageLink href={pageOfAct(other, address)}>{t("open")}</PageLink>
      </p>
    );
  const why = elsewhere ? sayElsewhere(elsewhere) : sayRefusal(all, codeOf(refusal));
  if (!row) return <p>{why}</p>;
  const { name = planning("unnamed"), place, localDate } = row;
  return (
    <>
      <p className="font-bold">{t("cannot")}</p>
      <p>{t("because", { name, place, day: sayDay(localDate, locale), why })}</p>
    </>
  );

  function sayElsewhere({ place, span, timeZone }: NonNullable<UndoRefused["elsewhere"]>): string {
    const hours = { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) };
    return place === undefined ? planning("elsewhereThen", hours) : planning("elsewhereAt", { place, ...hours });
  }
}

const codeOf = (refusal: UndoRefused["refusal"]) =>
  refusal === "changed-meanwhile" || refusal === "newer-act" ? "state-changed" : refusal;
