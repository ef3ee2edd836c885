import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { HowToCome } from "#components/how-to-come.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import type { ShownOrganisation } from "#components/organisation-mark.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { PhoneHours } from "#components/phone-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { addressLine } from "#lib/place/address-line.ts";
import { closureOnPaper } from "#lib/schedule/closure-sentence.ts";
import type { DoorNotice as Told } from "#lib/schedule/door-notice.ts";
import { accessOf, isOnHold } from "#lib/schedule/permanence.ts";
import { sayDate, sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { PermanenceAtPlace } from "./coming-card.tsx";
import { ClosedWords } from "./closed-words.tsx";
import { DoorSheet, OtherLines, type OtherLine } from "./door-sheet.tsx";

type HalfDay = PermanenceAtPlace & { readonly cancelReason?: string };

type Props = {
  name: string;
  organisation?: Pick<ShownOrganisation, "slug" | "service" | "logo" | "phone" | "phoneHours"> | undefined;
  notice: Told<HalfDay> & { readonly near?: HalfDay };
  /** The same in the other languages. */
  lines: readonly OtherLine[];
  /** The day on which it is printed, YYYY-MM-DD, and the address of the place. */
  printed: string;
  address: string;
};

/**
 * On paper: the sizes of its letters, in pixels of CSS, the largest first, and the pixels of a sheet between its
 * margins. Lines are counted by their letters and not measured, and always somewhat too high, so that the sheet stays
 * one.
 */
const ON_PAPER = [
  { pixels: 30, size: "print:text-[30px]" },
  { pixels: 28, size: "print:text-[28px]" },
  { pixels: 26, size: "print:text-[26px]" },
  { pixels: 24.5, size: "print:text-[24.5px]" },
  { pixels: 23, size: "print:text-[23px]" },
  { pixels: 21.5, size: "print:text-[21.5px]" },
  { pixels: 20, size: "print:text-[20px]" },
  { pixels: 19, size: "print:text-[19px]" },
  { pixels: 18, size: "print:text-[18px]" },
  { pixels: 17, size: "print:text-[17px]" },
  { pixels: 16, size: "print:text-[16px]" },
  { pixels: 15, size: "print:text-[15px]" },
  { pixels: 14, size: "print:text-[14px]" },
  { pixels: 13.25, size: "print:text-[13.25px]" },
  { pixels: 12.5, size: "print:text-[12.5px]" },
  { pixels: 11.75, size: "print:text-[11.75px]" },
  { pixels: 11, size: "print:text-[11px]" },
  { pixels: 10, size: "print:text-[10px]" },
] as const;
const SHEET = 1_028;

/**
 * The notice for the door while half-days are not held, or at other hours: one A4 page in black and white, whose title
 * and dates are read from two metres away. Its telephone is that of who gives the appointments: at the place itself
 * nobody knows of them.
 */
export function DoorNotice({ name, organisation, notice, lines, printed, address }: Props) {
  const t = useTranslations("doorNotice");
  const place = useTranslations("place");
  const locale = useLocale();
  const { notHeld, otherHours, more, closure, here, near } = notice;
  const sentences = sentencesOf(notice);
  const isHeld = notHeld.length === 0;
  // Where all of it is held, at whichever hours, nobody has to go elsewhere.
  const instead = isHeld ? [] : [...here, ...(near ? [near] : [])].sort((a, b) => a.span.start - b.span.start);
  const sizes = ON_PAPER.filter(
    ({ pixels }) => heightOf({ notice, sentences, instead, lines, organisation, pixels }) <= SHEET,
  );
  const { size } = sizes[0] ?? ON_PAPER[17];
  return (
    <DoorSheet name={name} organisation={organisation} className={`content-start gap-[1.2em] print:p-[12mm] ${size}`}>
      <h1 className="flex items-center gap-[0.3em] text-[clamp(2.2rem,10vw,3.6em)]! leading-[1.05]! print:text-[56px]!">
        <Icon name={isHeld ? "calendar" : "cross"} size={64} className="shrink-0 max-sm:size-10 print:size-[64px]" />
        {t(isHeld ? "otherHours" : "title")}
      </h1>
      {!isHeld && (
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
                {notHeld.some(isOnHold) && !one.movedTo && (
                  <span className="text-[0.75em] font-normal"> ({place(isOnHold(one) ? "shut" : "cancelled")})</span>
                )}
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
              <FrenchWords text={sentence} />
            </p>
          ))}
          {closure?.unknownEnd && (
            <p className="text-[1.5em] leading-snug">
              {closure.decideOn === undefined
                ? t("endUnknown")
                : place("decideOn", { day: sayDay(closure.decideOn, locale) })}
            </p>
          )}
        </section>
      )}
      {otherHours.length > 0 && (
        <section className="grid gap-[0.5em] border-s-8 border-ink ps-[0.8em]">
          {!isHeld && <h2 className="text-[1.7em]!">{t("otherHours")}</h2>}
          <ul className={`grid gap-[0.25em] leading-tight ${isHeld ? "text-[2em]" : "text-[1.5em]"}`}>
            {otherHours.map((one) => (
              <li key={one.id}>
                <b>
                  <DayAndHours {...one} />
                </b>
                <span className="block text-[0.75em]">
                  <FormerHours {...one} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
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
                    <span className="block">
                      <HowToCome permanence={one} />
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {organisation?.phone !== undefined && (
        <section className="flex items-start gap-[0.6em]">
          <Icon name="phone-call" size={48} className="mt-1 shrink-0" />
          <div>
            <p className="text-[2em] leading-tight font-bold">
              {t("call")} <PhoneNumber phone={organisation.phone} />
            </p>
            {organisation.phoneHours !== undefined && (
              <p className="text-[1.1em]">
                <PhoneHours hours={organisation.phoneHours} />
              </p>
            )}
            {notHeld.some(({ windows }) => accessOf(windows) !== "walk-in") && (
              <p className="text-[1.3em] font-bold">{t("hadAppointment")}</p>
            )}
          </div>
        </section>
      )}
      <div className="flex justify-between gap-6 max-sm:flex-col sm:items-end print:flex-row print:items-end border-t-2 border-line pt-[0.8em]">
        <OtherLines lines={lines} className="gap-[0.5em]" />
        <div className="grid w-[max(34mm,8em)] shrink-0 justify-items-center gap-1 text-center leading-tight">
          <QrCode text={address} label={t("code")} className="w-[82%]" />
          <p className="text-sm">{t("upToDate")}</p>
        </div>
      </div>
      <p className="text-sm text-soft">{t("printed", { day: sayDate(printed, locale) })}</p>
    </DoorSheet>
  );
}

/** « et non de 9 h à 12 h », with the day where it is another. */
function FormerHours({ span, planned, timeZone }: Told<HalfDay>["otherHours"][number]) {
  const t = useTranslations("doorNotice");
  const locale = useLocale();
  const day = localDateOf(span.start, timeZone);
  const former = localDateOf(planned.start, timeZone);
  const hours = { from: sayHour(planned.start, timeZone, locale), to: sayHour(planned.end, timeZone, locale) };
  return day === former ? t("notHours", hours) : t("notDay", { day: sayDay(former, locale), ...hours });
}

/** Why, each sentence once, in the order of the half-days. */
const sentencesOf = ({ notHeld }: Told<HalfDay>): readonly string[] => [
  ...new Set(notHeld.map(({ shut, cancelReason }) => cancelReason ?? shut ?? "").filter((said) => said !== "")),
];

/** Pixels of CSS across the sheet (186 mm), beside the bar of what is not held, and beside an icon. */
const ACROSS = 703;
const BESIDE_BAR = 670;
const BESIDE_ICON = 640;

/**
 * About how high the notice is on paper, in pixels, with letters of that size. The numbers are those of its classes:
 * heights of a line in em, and gaps.
 */
function heightOf({
  notice: { notHeld, otherHours, more, closure, near },
  sentences,
  instead,
  lines,
  organisation,
  pixels,
}: {
  readonly notice: Props["notice"];
  readonly sentences: readonly string[];
  readonly instead: readonly HalfDay[];
  readonly lines: readonly OtherLine[];
  readonly organisation: Props["organisation"];
  readonly pixels: number;
}): number {
  // A letter is about half an em wide.
  const rows = (letters: number, em: number, width: number): number =>
    Math.ceil(letters / Math.floor(width / (pixels * em * 0.5)));
  // Which place and whose, up to two lines; the gaps between the parts; the title, and when it was printed.
  const frame = 1.95 * 2 + 1.2 * 6;
  const fixed = 64 + 26;
  const open = closure?.unknownEnd === true;
  const em = open ? 1.3 : 2;
  const onHold = notHeld.some(isOnHold) ? 17 : 0;
  // A date with its hours has some forty letters, and where it was moved to some fifty-five.
  const dates = notHeld.reduce(
    (sum, { movedTo }) =>
      sum +
      em *
        (0.25 +
          1.25 * rows(40 + (movedTo ? 0 : onHold), em, BESIDE_BAR) +
          (movedTo ? 0.94 * rows(55, em * 0.75, BESIDE_BAR) : 0)),
    more > 0 ? em * (0.25 + 1.25 * rows(48, em, BESIDE_BAR)) : 0,
  );
  // A day with its hours, and below it the former ones with their day.
  const hours = notHeld.length === 0 ? 2 : 1.5;
  const changed = otherHours.reduce(
    (sum) => sum + hours * (0.25 + 1.25 * rows(40, hours, BESIDE_BAR) + 0.94 * rows(48, hours * 0.75, BESIDE_BAR)),
    otherHours.length > 0 && notHeld.length > 0 ? 1.2 + 0.5 + 2.2 : 0,
  );
  // « (in French) » stands behind each sentence in the other languages.
  const reasons = sentences.reduce(
    (sum, { length }) => sum + 0.5 + 2.07 * rows(length + 16, 1.5, BESIDE_BAR),
    open ? 0.5 + 2.5 * rows(38, 2, BESIDE_BAR) + 0.5 + 2.07 * rows(45, 1.5, BESIDE_BAR) : 0,
  );
  const elsewhere = instead.reduce(
    (sum, { id, at, windows }) =>
      sum +
      0.84 +
      1.93 *
        (rows(40, 1.4, BESIDE_ICON) +
          (id === near?.id ? rows(at.name.length + addressLine(at).length + 2, 1.4, BESIDE_ICON) : 1) +
          (accessOf(windows) === "walk-in" ? 0 : 2 * rows(45, 1.4, BESIDE_ICON))),
    instead.length > 0 ? 2.3 : 0,
  );
  const telephone =
    organisation?.phone === undefined
      ? 0
      : 2.5 * rows(26, 2, BESIDE_ICON) + 1.65 * rows(70, 1.1, BESIDE_ICON) + 1.95 * rows(52, 1.3, BESIDE_ICON);
  // Beside them stands the code.
  const code = Math.max(128, 8 * pixels);
  const others = lines.reduce(
    (sum, { said, call = "", phone = "" }) =>
      sum + 0.5 + 2 * rows(said.length + call.length + phone.length + 2, 1.2, ACROSS - code - 24),
    0,
  );
  const foot = 0.8 * pixels + Math.max(others * pixels, 0.82 * code + 48);
  return fixed + (frame + dates + changed + reasons + elsewhere + telephone) * pixels + foot;
}
