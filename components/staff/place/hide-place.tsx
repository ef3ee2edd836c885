import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  href: string;
  place: { readonly id: string; readonly hidden: boolean };
  coming: number;
  booked: number;
  next: readonly Permanence[];
  typed: TypedForm | undefined;
};

/**
 * Takes the place off every public page, at a second touch, or shows it again. `coming`: half-days to come, of which
 * the first are named; `booked`: appointments in them.
 */
export function HidePlace({ href, place, coming, booked, next, typed }: Props) {
  const t = useTranslations("staff.places.hide");
  if (place.hidden)
    return (
      <section aria-labelledby="hide" className="grid gap-3">
        <h2 id="hide">{t("title")}</h2>
        <StaffForm form="montrer" action={`${href}/montrer`} typed={typed} submit={t("show")} look="quiet">
          {() => <input type="hidden" name="place" value={place.id} />}
        </StaffForm>
      </section>
    );
  return (
    <section aria-labelledby="hide" className="grid gap-3">
      <h2 id="hide">{t("title")}</h2>
      <ActToConfirm title={t("hide")} what={t("what")} open={typed?.form === "cacher"}>
        {coming > 0 && (
          <>
            <p className="font-bold">{t("coming", { coming })}</p>
            <ul className="list-disc ps-6">
              {next.map(({ id, span, timeZone }) => (
                <li key={id}>
                  <DayAndHours span={span} timeZone={timeZone} />
                </li>
              ))}
              {coming > next.length && <li>{t("more", { count: coming - next.length })}</li>}
            </ul>
            {booked > 0 && <p className="font-bold">{t("booked", { count: booked })}</p>}
            <p>{t("stays")}</p>
          </>
        )}
        <StaffForm form="cacher" action={`${href}/cacher`} typed={typed} submit={t("hideYes")} look="ghost">
          {() => (
            <>
              <input type="hidden" name="place" value={place.id} />
              <input type="hidden" name="coming" value={coming} />
            </>
          )}
        </StaffForm>
      </ActToConfirm>
    </section>
  );
}
