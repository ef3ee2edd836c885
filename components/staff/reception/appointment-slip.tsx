import { useLocale, useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { groupsOfCode } from "#lib/booking/spelled-code.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/**
 * An appointment on paper, in letters that are read without glasses. `bring`: what to bring, said in the reader’s
 * language. No name: papers are lost.
 */
export function AppointmentSlip({
  held: { span, timeZone, place, code, phone },
  bring,
}: {
  held: Pick<ResidentAppointment, "span" | "timeZone" | "place" | "code" | "phone">;
  bring: readonly string[];
}) {
  const t = useTranslations("appointment");
  const locale = useLocale();
  return (
    <article className="mx-auto grid w-full max-w-[180mm] gap-5 rounded-card border-[3px] border-ink bg-white p-6 text-[1.5rem] leading-snug text-ink">
      <h1>{t("title")}</h1>
      <p className="grid gap-1">
        <span className="first-letter:uppercase">{sayDay(localDateOf(span.start, timeZone), locale)}</span>
        <strong className="text-[4rem] leading-none">{sayHour(span.start, timeZone, locale)}</strong>
      </p>
      <p className="grid gap-1">
        <b>
          <FrenchText text={place.name} />
        </b>
        <FrenchText text={`${place.address}, ${place.postalCode} ${place.city}`} />
      </p>
      {code !== undefined && (
        <p className="grid gap-1">
          {t("code")}
          <span>
            <bdi dir="ltr" className="number text-[3rem] leading-none tracking-[0.1em]">
              {groupsOfCode(code).join(" ")}
            </bdi>
          </span>
        </p>
      )}
      {bring.length > 0 && (
        <div className="grid gap-1">
          <h2 className="text-[1.5rem]!">{t("bring")}</h2>
          <ul className="list-disc ps-8">
            {bring.map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
        </div>
      )}
      {phone !== undefined && <p>{t.rich("change.orCall", { phone: () => <PhoneNumber phone={phone} /> })}</p>}
    </article>
  );
}
