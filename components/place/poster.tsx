import { useLocale, useTranslations } from "next-intl";
import { orderRuleKeys } from "#components/order-rule-keys.ts";
import { PhoneNumber } from "#components/phone-number.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import type { ShownOrganisation } from "#components/organisation-mark.tsx";
import { ClosedWords } from "./closed-words.tsx";
import { DoorSheet, OtherLines, type OtherLine } from "./door-sheet.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { closureOnPaper, type ClosureToTell } from "#lib/schedule/closure-sentence.ts";
import type { WeeklyHours } from "#lib/schedule/weekly-hours.ts";
import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";

type Props = {
  name: string;
  organisation?: Pick<ShownOrganisation, "slug" | "service" | "logo" | "mail" | "sms"> | undefined;
  hours: readonly WeeklyHours[];
  /** When the place is closed, soon or now. */
  closures?: readonly ClosureToTell[];
  others: readonly OtherLine[];
  /** The organisation's, for an appointment; and that of the place where it has another. */
  phone?: string | undefined;
  ownPhone?: string | undefined;
  code: { readonly address: string; readonly door: boolean };
};

/**
 * The poster for the door of a place: one A4 page to print in black and white, with the weekly hours, the QR code, how
 * the line is ordered, the organisation's telephone number and the written way beside it. `organisation`: who holds the
 * place; `others`: the invitation in the other languages of the place. Without weekly hours it says how to learn when
 * to come. The print sizes are chosen so that three weekly hours and four languages fit on the page.
 */
export function Poster({ name, organisation, hours, closures = [], others, phone, ownPhone, code }: Props) {
  const t = useTranslations("poster");
  const rules = useTranslations("rules");
  const site = useTranslations("site");
  return (
    <DoorSheet
      name={name}
      organisation={organisation}
      className="gap-6 print:content-between print:gap-3 print:p-[11mm]"
    >
      <h1 className="text-[clamp(2rem,9vw,3.2rem)]! print:text-[2.5rem]! leading-[1.15]! print:leading-[1.1]! whitespace-pre-line">
        {t("title")}
      </h1>
      <div className="text-[1.9rem] leading-tight font-bold print:text-[1.5rem]">
        {hours.map((one) => (
          <p key={`${one.weekday} ${one.startMinute} ${one.everyWeeks} ${one.nthOfMonth} ${one.inSchoolHolidays}`}>
            <Hours {...one} />
          </p>
        ))}
        {hours.length === 0 && <p>{t(phone === undefined ? "whenByCode" : "whenByPhone")}</p>}
        {closures.map((one) => (
          <p key={one.id} className="my-3 border-s-8 border-ink ps-3 print:my-2 text-[1.4rem] print:text-[1.15rem]">
            <ClosedWords told={closureOnPaper(one)} zone={one.timeZone} />{" "}
            <span className="font-normal">
              <FrenchText text={one.sentence} />
            </span>
          </p>
        ))}
        <p>{t("free")}</p>
        {hours.some(({ walkIn }) => walkIn) && <p>{t("walkIn")}</p>}
      </div>
      <ul className="grid gap-4 text-[1.4rem] leading-snug print:gap-2 print:text-[1.15rem]">
        {orderRuleKeys.map(([rule, icon]) => (
          <li key={rule} className="flex items-center gap-5">
            <Icon name={icon} size={54} className="print:size-11" />
            {rules(rule)}
          </li>
        ))}
      </ul>
      <OtherLines lines={others} className="gap-2 print:gap-1 print:text-[1.1rem]" />
      <div className="flex flex-wrap items-center justify-between gap-6 sm:flex-nowrap print:flex-nowrap">
        {(phone ?? ownPhone) !== undefined && (
          <p className="flex flex-wrap items-center gap-x-5 gap-y-2 text-[min(1.7rem,11vw)] sm:flex-nowrap print:flex-nowrap print:text-[1.5rem] leading-tight font-bold">
            <Icon name="phone-call" size={54} />
            <span>
              {t(phone === undefined ? "callPlace" : "call")}
              <br />
              <PhoneNumber phone={phone ?? ownPhone ?? ""} />
              {organisation?.sms !== undefined && (
                <small className="block text-[1.2rem] font-normal print:text-[1.05rem]">
                  {site.rich("writeSms", { phone: () => <PhoneNumber phone={organisation.sms ?? ""} /> })}
                </small>
              )}
              {organisation?.mail !== undefined && (
                <small className="block text-[1.2rem] font-normal wrap-anywhere print:text-[1.05rem]">
                  {site.rich("writeMail", { mail: () => <bdi dir="ltr">{organisation.mail}</bdi> })}
                </small>
              )}
              {phone !== undefined && ownPhone !== undefined && (
                <small className="block text-[1.2rem] font-normal print:text-[1.05rem]">
                  {t("callPlace")} <PhoneNumber phone={ownPhone} />
                </small>
              )}
            </span>
          </p>
        )}
        <p className="grid max-w-[52mm] justify-items-center gap-1 text-center text-base leading-tight">
          <QrCode text={code.address} label={t("code")} className="w-[38mm]" />
          {t(code.door ? "scanForNumber" : "scanForWait")}
        </p>
      </div>
    </DoorSheet>
  );
}

function Hours(hours: WeeklyHours) {
  const { weekday, startMinute, endMinute, everyWeeks, nthOfMonth, inSchoolHolidays } = hours;
  const t = useTranslations("poster");
  const locale = useLocale();
  const values = {
    day: sayWeekday(weekday, locale),
    from: sayMinuteOfDay(startMinute, locale),
    to: sayMinuteOfDay(endMinute, locale),
  };
  const when =
    nthOfMonth !== undefined
      ? t("hoursOfMonth", { ...values, nth: String(nthOfMonth) })
      : everyWeeks === 1
        ? t("hours", values)
        : t("hoursEvery", { ...values, weeks: everyWeeks });
  return (
    <>
      {inSchoolHolidays === false ? `${when} ${t("notInSchoolHolidays")}` : when}
      <WhenByAppointment {...hours} />
    </>
  );
}

/** When one needs an appointment; nothing where nobody does, which the sentence below the hours says. */
function WhenByAppointment({ startMinute, endMinute, walkIn, byAppointment = [] }: WeeklyHours) {
  const t = useTranslations("place");
  const locale = useLocale();
  const [first] = byAppointment;
  const said = walkIn
    ? byAppointment.map(({ from, to }) =>
        t("appointmentsFirst", { from: sayMinuteOfDay(from, locale), hour: sayMinuteOfDay(to, locale) }),
      )
    : [t("appointment")];
  // Where they come first, as residents read it of the half-day; elsewhere the parts say it.
  if (first?.from === startMinute && byAppointment.length === 1 && first.to < endMinute)
    said.push(t("thenWalkIn", { hour: sayMinuteOfDay(first.to, locale) }));
  return said.length > 0 && <span className="block text-[0.8em] font-normal">{`${said.join(". ")}.`}</span>;
}
