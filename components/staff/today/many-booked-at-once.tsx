import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { Button } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ManyAtOnce } from "#lib/booking/many-at-once.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

/** Addresses that are listed: a robot has few. */
const MOST = 20;

type Props = {
  readonly many: ManyAtOnce;
  readonly action: string;
  readonly typed: TypedForm | undefined;
  readonly organisation: { readonly id: string; readonly slug: string };
};

/**
 * « 40 rendez-vous en une heure »: what was booked online without a proven contact, by the address from which it was,
 * and the buttons that cancel it. Nobody is named.
 */
export function ManyBookedAtOnce({ many: { most, origins, shared }, action, typed, organisation }: Props) {
  const t = useTranslations("staff.manyAtOnce");
  return (
    <Notice tone="warn">
      <h2 className="text-base!">{t("title", { count: most })}</h2>
      <p className="font-normal">{t("what")}</p>
      <ul className="grid gap-3 font-normal">
        {origins.slice(0, MOST).map(({ origin, appointments }) => (
          <li key={origin} className="grid gap-2">
            <details>
              <summary className="min-h-target content-center font-bold">
                {t("origin", { count: appointments.length })}
              </summary>
              <ul className="grid gap-1">
                {appointments.map(({ id, span, place, timeZone }) => (
                  <li key={id}>
                    <FrenchText text={place} />, <DayAndHours span={span} timeZone={timeZone} />
                  </li>
                ))}
              </ul>
            </details>
            <StaffForm form={`origine-${origin}`} action={`${action}?origine=${origin}`} typed={typed}>
              {() => (
                <div>
                  <input type="hidden" name="organisation" value={organisation.id} />
                  <input type="hidden" name="slug" value={organisation.slug} />
                  <Button type="submit" name="origin" value={origin} look="quiet">
                    {t("takeBack", { count: appointments.length })}
                  </Button>
                </div>
              )}
            </StaffForm>
          </li>
        ))}
      </ul>
      {origins.length > MOST && <p className="font-normal">{t("more", { count: origins.length - MOST })}</p>}
      {shared.length > 0 && <p className="font-normal">{t("shared", { names: shared.join(", ") })}</p>}
    </Notice>
  );
}
