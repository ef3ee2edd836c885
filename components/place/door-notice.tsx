import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { HowToCome } from "#components/how-to-come.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import type { ShownOperator } from "#components/operator-mark.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { PhoneHours } from "#components/phone-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { addressLine } from "#lib/place/address-line.ts";
import { closureOnPaper } from "#lib/schedule/closure-told.ts";
import type { DoorNotice as Told } from "#lib/schedule/door-notice.ts";
import type { MovedTo } from "#lib/schedule/moved.ts";
import { accessOf, type Permanence } from "#lib/schedule/permanence.ts";
import { sayDate } from "#lib/time/say.ts";
import type { PermanenceAtPlace } from "./coming-card.tsx";
import { ClosedWords } from "./closed-words.tsx";
import { DoorSheet, OtherLines, type OtherLine } from "./door-sheet.tsx";

type HalfDay = PermanenceAtPlace & { readonly cancelReason?: string; readonly movedTo?: MovedTo };

type Props = {
  name: string;
  operator?: Pick<ShownOperator, "slug" | "service" | "logo" | "phone" | "phoneHours"> | undefined;
  notice: Told<HalfDay> & { readonly near?: HalfDay };
  /** The same in the other languages. */
  lines: readonly OtherLine[];
  phone?: string | undefined;
  /** The day on which it is printed, YYYY-MM-DD, and the address of the place. */
  printed: string;
  address: string;
};

/** On paper: the size of its letters, by the most lines that it may have in the largest ones. What has more is printed smaller, so that it stays one sheet. */
const ON_PAPER = [
  { most: 9, size: "print:text-[20px]" },
  { most: 13, size: "print:text-[17px]" },
  { most: 18, size: "print:text-[14.5px]" },
  { most: Infinity, size: "print:text-[12px]" },
];
/** Letters of a sentence in one line of the largest letters. */
const A_LINE = 40;

/** The notice for the door while half-days are not held: one A4 page in black and white, whose title and dates are read from two metres away. */
export function DoorNotice({ name, operator, notice, lines, phone, printed, address }: Props) {
  const [t, locale] = [useTranslations("doorNotice"), useLocale()];
  const { notHeld, more, closure, here, near } = notice;
  const sentences = sentencesOf(notice);
  const instead = [...here, ...(near ? [near] : [])];
  const size = ON_PAPER.find(({ most }) => linesOf(notice, sentences, instead) <= most)?.size ?? "";
  return (
    <DoorSheet name={name} operator={operator} className={`content-start gap-[1.2em] print:p-[12mm] ${size}`}>
      <h1 className="flex items-center gap-[0.3em] text-[clamp(2.2rem,10vw,3.6em)]! leading-[1.05]! print:text-[3.4em]!">
        <Icon name="cross" size={64} className="shrink-0 max-sm:size-10 print:size-[1.1em]" />
        {t("title")}
      </h1>
      <section className="grid gap-[0.5em] border-s-8 border-ink ps-[0.8em]">
        {closure?.unknownEnd && (
          <p className="text-[2em] leading-tight font-bold">
            <ClosedWords told={closureOnPaper(closure)} zone={closure.timeZone} />
          </p>
        )}
        <ul
          className={`grid gap-[0.25em] leading-tight font-bold ${closure?.unknownEnd ? "text-[1.3em]" : "text-[2em]"}`}
        >
          {notHeld.map((one) => (
            <li key={one.id}>
              <DayAndHours {...one} />
              {one.movedTo && (
                <span className="block text-[0.75em]">
                  <MovedWords to={one.movedTo} />
                </span>
              )}
            </li>
          ))}
          {more > 0 && <li>{t("more", { count: more })}</li>}
        </ul>
        {sentences.map((sentence) => (
          <p key={sentence} className="text-[1.5em] leading-snug">
            <FrenchText text={sentence} />
          </p>
        ))}
        {closure?.unknownEnd && <p className="text-[1.5em] leading-snug">{t("endUnknown")}</p>}
      </section>
      {instead.length > 0 && (
        <section className="grid gap-[0.6em]">
          <h2 className="text-[1.7em]!">{t("instead")}</h2>
          <ul className="grid gap-[0.6em] text-[1.4em] leading-snug">
            {instead.map((one) => (
              <li key={one.id} className="flex items-start gap-[0.6em]">
                <Icon name="calendar" size={36} className="mt-1 shrink-0" />
                <span>
                  <b>
                    <DayAndHours {...one} />
                  </b>
                  {one === near ? (
                    <span className="block">
                      <FrenchText text={`${one.at.name}, ${addressLine(one.at)}`} />
                    </span>
                  ) : (
                    <span className="block">{t("here")}</span>
                  )}
                  {accessOf(one.windows) !== "walk-in" && (
                    <span className="block text-[0.85em]">
                      <HowToCome permanence={one} />
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {phone !== undefined && (
        <section className="flex items-start gap-[0.6em]">
          <Icon name="phone-call" size={48} className="mt-1 shrink-0" />
          <div>
            <p className="text-[2em] leading-tight font-bold">
              {t("call")} <PhoneNumber phone={phone} />
            </p>
            {phone === operator?.phone && operator.phoneHours !== undefined && (
              <p className="text-[1.1em]">
                <PhoneHours hours={operator.phoneHours} />
              </p>
            )}
            {notHeld.some(({ windows }) => accessOf(windows) !== "walk-in") && (
              <p className="text-[1.3em] font-bold">{t("hadAppointment")}</p>
            )}
          </div>
        </section>
      )}
      <div className="flex items-end justify-between gap-6 border-t-2 border-line pt-[0.8em]">
        <OtherLines lines={lines} className="gap-[0.5em]" />
        <p className="grid max-w-[34mm] shrink-0 justify-items-center gap-1 text-center text-sm leading-tight">
          <QrCode text={address} label={t("code")} className="w-[28mm]" />
          {t("upToDate")}
        </p>
      </div>
      <p className="text-sm text-soft">{t("printed", { day: sayDate(printed, locale) })}</p>
    </DoorSheet>
  );
}

/** Why, each sentence once, in the order of the half-days. */
const sentencesOf = ({ notHeld }: Told<HalfDay>): readonly string[] => [
  ...new Set(notHeld.map(({ shut, cancelReason }) => cancelReason ?? shut ?? "").filter((said) => said !== "")),
];

/** About how many lines the notice has between its title and the telephone. */
const linesOf = (
  { notHeld, more }: Told<HalfDay>,
  sentences: readonly string[],
  instead: readonly Pick<Permanence, "windows">[],
): number =>
  notHeld.length +
  Number(more > 0) +
  sentences.reduce((sum, one) => sum + Math.ceil(one.length / A_LINE), 0) +
  instead.reduce((sum, { windows }) => sum + (accessOf(windows) === "walk-in" ? 2 : 4), 0);
