import { useLocale, useTranslations } from "next-intl";
import type { ShownOperator } from "#components/operator-mark.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { NotHeld, OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { MovedWords } from "../moved-words.tsx";
import { DoorSheet, OtherLines, type OtherLine } from "./door-sheet.tsx";

type Props = {
  name: string;
  day: string;
  operator?: Pick<ShownOperator, "slug" | "service" | "logo"> | undefined;
  notHeld: readonly NotHeld[];
  others: readonly OtherHalfDay[];
  /** That it is not held, and when it is, in the other languages of the place. */
  otherLanguages: readonly OtherLine[];
  phone?: string | undefined;
};

/** The notice for the door when a half-day is not held: one A4 page in black and white, read from two metres away. */
export function DoorNotice({ name, day, operator, notHeld, others, otherLanguages, phone }: Props) {
  const [t, locale] = [useTranslations("doorNotice"), useLocale()];
  return (
    <DoorSheet name={name} operator={operator} className="content-start gap-8 print:p-[12mm]">
      <div>
        <p className="text-[1.9rem] leading-tight font-bold first-letter:uppercase">{sayDay(day, locale)}</p>
        <h1 className="flex items-start gap-4 text-[clamp(2.2rem,10vw,4rem)]! leading-[1.1]!">
          <Icon name="cross" size={64} className="mt-1 max-sm:size-10" />
          {t("title")}
        </h1>
      </div>
      <ul className="grid gap-4 border-s-8 border-ink ps-5 text-[1.7rem] leading-snug">
        {notHeld.map(({ permanence, span, timeZone, sentence, movedTo }) => (
          <li key={permanence}>
            <b>
              {t("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}
            </b>
            <br />
            <FrenchText text={sentence} />
            {movedTo && (
              <b className="block">
                <MovedWords to={movedTo} />
              </b>
            )}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <section className="grid gap-3">
          <h2 className="text-[1.7rem]!">{t("instead")}</h2>
          <ul className="grid gap-3 text-[1.5rem] leading-snug">
            {others.map(({ permanence, span, timeZone, place }) => (
              <li key={permanence} className="flex items-start gap-4">
                <Icon name="calendar" size={36} className="mt-1" />
                <span>
                  <b className="inline-block first-letter:uppercase">
                    {sayDay(localDateOf(span.start, timeZone), locale)}{" "}
                  </b>{" "}
                  {t("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}
                  <br />
                  <FrenchText text={place.name} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {phone !== undefined && (
        <p className="flex items-center gap-4 text-[1.7rem] font-bold">
          <Icon name="phone-call" size={48} />
          <span>
            {t("call")} <PhoneNumber phone={phone} />
          </span>
        </p>
      )}
      <OtherLines lines={otherLanguages} className="gap-3" />
    </DoorSheet>
  );
}
