import { useLocale, useTranslations } from "next-intl";
import { OperatorMark, type ShownOperator } from "#components/operator-mark.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import type { Interval } from "#lib/time/interval.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** The same in another language of the place: that it is not held, and when it is. */
export type OtherNotice = { readonly locale: string; readonly said: string };

type Props = {
  name: string;
  day: string;
  operator?: Pick<ShownOperator, "slug" | "service" | "logo"> | undefined;
  notHeld: readonly {
    readonly permanence: string;
    readonly span: Interval;
    readonly timeZone: string;
    readonly sentence: string;
  }[];
  others: readonly OtherHalfDay[];
  otherLanguages: readonly OtherNotice[];
  phone?: string | undefined;
};

/** The notice for the door when a half-day is not held: one A4 page in black and white, read from two metres away. */
export function DoorNotice({ name, day, operator, notHeld, others, otherLanguages, phone }: Props) {
  const [t, locale] = [useTranslations("doorNotice"), useLocale()];
  return (
    <article className="mx-auto grid w-full max-w-[210mm] grid-cols-1 content-start gap-8 bg-white p-4 text-ink sm:p-[14mm] print:min-h-[296mm] print:p-[12mm]">
      <p className="flex flex-wrap justify-between gap-x-6 text-[1.3rem]">
        <strong>
          <FrenchText text={name} />
        </strong>
        {operator && (
          <span className="inline-flex items-center gap-2.5">
            {operator.logo !== undefined && <OperatorMark operator={operator} />}
            <FrenchText text={operator.service} />
          </span>
        )}
      </p>
      <div>
        <p className="text-[1.9rem] leading-tight font-bold first-letter:uppercase">{sayDay(day, locale)}</p>
        <h1 className="flex items-start gap-4 text-[clamp(2.2rem,10vw,4rem)]! leading-[1.1]!">
          <Icon name="cross" size={64} className="mt-1 max-sm:size-10" />
          {t("title")}
        </h1>
      </div>
      <ul className="grid gap-4 border-s-8 border-ink ps-5 text-[1.7rem] leading-snug">
        {notHeld.map(({ permanence, span, timeZone, sentence }) => (
          <li key={permanence}>
            <b>
              {t("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}
            </b>
            <br />
            <FrenchText text={sentence} />
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
      <ul className="grid gap-3 text-[1.3rem]">
        {otherLanguages.map(({ locale: other, said }) => (
          <li key={other} lang={other} dir={other === "ar" ? "rtl" : "ltr"}>
            {said}
          </li>
        ))}
      </ul>
    </article>
  );
}
