import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  href: string;
  places: readonly { readonly id: string; readonly name: string; readonly offered: boolean }[];
  typed: TypedForm | undefined;
  hidden: ReactNode;
};

/** Where a topic is not offered, with a way to offer it again, and a form that stops it at one more place. */
export function TopicPlaces({ href, places, typed, hidden }: Props) {
  const t = useTranslations("staff.topics.at");
  const offered = places.filter((place) => place.offered);
  const off = places.filter((place) => !place.offered);
  return (
    <section aria-labelledby="lieux" className="grid gap-3">
      <h2 id="lieux">{t("title")}</h2>
      <p>{off.length === 0 ? t("everywhere") : t("notAt")}</p>
      {off.length > 0 && (
        <ul className="grid gap-2">
          {off.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center gap-4">
              <b>
                <FrenchText text={name} />
              </b>
              <StaffForm
                form={`ici-${id}`}
                action={`${href}/ici`}
                typed={typed}
                submit={t("again", { name })}
                look="quiet"
              >
                {() => (
                  <>
                    {hidden}
                    <input type="hidden" name="place" value={id} />
                  </>
                )}
              </StaffForm>
            </li>
          ))}
        </ul>
      )}
      {offered.length > 0 && (
        <StaffForm form="pas-ici" action={`${href}/pas-ici`} typed={typed} submit={t("stop")} look="ghost">
          {(field) => (
            <>
              {hidden}
              <SelectField
                label={t("place")}
                options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                {...field("place")}
              />
            </>
          )}
        </StaffForm>
      )}
    </section>
  );
}
