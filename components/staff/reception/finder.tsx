import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";

type Place = { readonly slug: string; readonly name: string };
type Props = { slug: string; places: readonly Place[]; typed: TypedForm | undefined };

/**
 * Looks for an appointment: by its code, which opens it, or by what the person knows besides. `slug`: of the
 * organisation. Of the searches that are used less, the one that was refused is open.
 */
export function Finder({ slug, places, typed }: Props) {
  const t = useTranslations("staff.reception.find");
  const search = (form: string, fields: (field: (name: string) => FieldParts) => ReactNode) => (
    <StaffForm form={form} action={`/accueil/${form}`} typed={typed}>
      {(field) => (
        <>
          <input type="hidden" name="slug" value={slug} />
          <div className={form === "code" ? "flex flex-wrap items-end gap-3" : "grid gap-4"}>
            {fields(field)}
            <Button type="submit" look="ghost" className="justify-self-start">
              {t("search")}
            </Button>
          </div>
        </>
      )}
    </StaffForm>
  );
  const when = (field: (name: string) => FieldParts) => (
    <>
      <SelectField
        {...field("place")}
        label={t("place")}
        options={[
          { value: "", label: t("choose") },
          ...places.map(({ slug: value, name }) => ({ value, label: name })),
        ]}
      />
      <Field {...field("day")} label={t("day")} type="date" />
    </>
  );
  const name = (field: (name: string) => FieldParts) => (
    <Field {...field("name")} label={t("name")} autoComplete="off" maxLength={60} />
  );
  return (
    <section aria-labelledby="retrouver" className="grid gap-3">
      <h2 id="retrouver">{t("title")}</h2>
      {search("code", (field) => (
        <Field
          {...field("code")}
          label={t("code")}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          dir="ltr"
          className="grow basis-40"
        />
      ))}
      <Other title={t("byHour")} open={typed?.form === "heure"}>
        {search("heure", (field) => (
          <>
            {when(field)}
            <Field {...field("hour")} label={t("hour")} type="time" />
            {name(field)}
          </>
        ))}
      </Other>
      <Other title={t("byName")} open={typed?.form === "prenom"}>
        {search("prenom", (field) => (
          <>
            {when(field)}
            {name(field)}
          </>
        ))}
      </Other>
      <Other title={t("byPhone")} open={typed?.form === "numero"}>
        {search("numero", (field) => (
          <Field
            {...field("phone")}
            label={t("phone")}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            dir="ltr"
          />
        ))}
      </Other>
    </section>
  );
}

function Other({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open} className="rounded-card border-2 border-hair bg-card px-4">
      <summary className="min-h-target cursor-pointer content-center font-bold">{title}</summary>
      <div className="pb-4">{children}</div>
    </details>
  );
}
