import { LANGUAGE_BOX } from "#lib/wire/staff-form.ts";
import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { SPOKEN } from "#lib/wire/access/people.ts";
import { HoursField } from "#components/staff/hours-field.tsx";
import { SelectField } from "#components/staff/select-field.tsx";
import type { Fields } from "#components/staff/staff-form.tsx";

type Props = { field: Fields; languages?: readonly string[]; goodFriday?: boolean };

/**
 * The fields of a place, for a new one and for one that stands. `languages`: those that it has. `goodFriday`: it lies
 * where a commune may keep that holiday.
 */
export function PlaceFields({ field, languages = [], goodFriday = false }: Props) {
  const t = useTranslations("staff.places");
  const locale = useLocale();
  const codes = [...new Set([...SPOKEN, ...languages])];
  const goodFridays = (["yes", "no"] as const).map((value) => ({ value, label: t(`goodFridayIs.${value}`) }));
  const wheelchair = (["unknown", "yes", "no"] as const).map((value) => ({ value, label: t(`wheelchairIs.${value}`) }));
  return (
    <>
      <Group title={t("group.who")}>
        <Field label={t("name")} required maxLength={200} {...field("name")} />
        <Field label={t("shortName")} hint={t("shortNameHint")} maxLength={40} {...field("shortName")} />
        <Field label={t("phone")} type="tel" hint={t("phoneHint")} {...field("phone")} />
        <HoursField label={t("openingHours")} example={t("openingHoursHint")} {...field("openingHours")} />
        {goodFriday && (
          <SelectField
            label={t("goodFriday")}
            hint={t("goodFridayHint")}
            options={goodFridays}
            {...field("goodFriday", goodFridays)}
          />
        )}
      </Group>
      <Group title={t("group.where")}>
        <Field label={t("address")} required maxLength={200} {...field("address")} />
        <Field label={t("postalCode")} required inputMode="numeric" {...field("postalCode")} />
        <Field label={t("city")} required maxLength={80} {...field("city")} />
        <p className="text-soft sm:col-span-2">{t("positionHint")}</p>
        <Field label={t("latitude")} inputMode="decimal" dir="ltr" {...field("latitude")} />
        <Field label={t("longitude")} inputMode="decimal" dir="ltr" {...field("longitude")} />
      </Group>
      <Group title={t("group.access")}>
        <Field label={t("transport")} hint={t("transportHint")} maxLength={300} {...field("transport")} />
        <SelectField label={t("wheelchair")} options={wheelchair} {...field("wheelchair", wheelchair)} />
        <Field
          label={t("doorOpener")}
          hint={t("doorOpenerHint")}
          maxLength={300}
          className="sm:col-span-2"
          {...field("doorOpener")}
        />
      </Group>
      <fieldset className="grid gap-1">
        <legend className="font-bold">{t("languages")}</legend>
        <div className="grid gap-x-4 sm:grid-cols-3 lg:grid-cols-4">
          {codes.map((code) => (
            <TickBox
              key={code}
              name={`${LANGUAGE_BOX}${code}`}
              ticked={field(`${LANGUAGE_BOX}${code}`).defaultValue !== ""}
            >
              <span className="first-letter:uppercase">{sayLanguage(code, locale)}</span>
            </TickBox>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="grid items-end gap-4 sm:grid-cols-2">
      <legend className="mb-2 text-lg font-bold">{title}</legend>
      {children}
    </fieldset>
  );
}
