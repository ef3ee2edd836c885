import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { EVERY_PLACE } from "#lib/wire/schedule/closure-form.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  /** What stands in the form of a new closure, or of one that changes. */
  values?: Readonly<Record<string, string>>;
  stored?: Readonly<Record<string, string>>;
  slug: string;
  /** The places to choose from, for a new closure. */
  places?: readonly { readonly id: string; readonly name: string }[];
  /** Whether all places can be closed at once. */
  everyPlace?: boolean;
  /** Where the closure is that changes; it stays there. */
  fixedPlace?: string;
  /** It has begun, so its beginning stays. */
  begun?: boolean;
};

/**
 * What closes, from when, until when or until somebody decides, and what residents read. The next page shows what that
 * would do.
 */
export function ClosureForm({
  action,
  typed,
  values,
  stored,
  slug,
  places = [],
  everyPlace = true,
  fixedPlace,
  begun = false,
}: Props) {
  const t = useTranslations("staff.closures.field");
  const staff = useTranslations("staff");
  return (
    <StaffForm
      form="fermeture"
      action={action}
      typed={typed}
      values={values}
      stored={stored}
      submit={t("look")}
      look="ghost"
    >
      {(field) => (
        <>
          <input type="hidden" name="slug" value={slug} />
          {fixedPlace === undefined ? (
            <SelectField
              {...field("place")}
              label={t("place")}
              options={[
                ...(values?.["place"] === "" ? [{ value: "", label: staff("choosePlace") }] : []),
                ...places.map(({ id, name }) => ({ value: id, label: name })),
                ...(everyPlace ? [{ value: EVERY_PLACE, label: t("everyPlace") }] : []),
              ]}
            />
          ) : (
            <input type="hidden" name="place" value={fixedPlace} />
          )}
          {begun ? (
            <>
              <input type="hidden" name="from" value={field("from").defaultValue} />
              <input type="hidden" name="fromHour" value={field("fromHour").defaultValue} />
            </>
          ) : (
            <div className="grid items-end gap-4 sm:grid-cols-2">
              <Field {...field("from")} type="date" label={t("from")} required />
              <Field {...field("fromHour")} type="time" label={t("fromHour")} hint={t("hourHint")} />
            </div>
          )}
          <End field={field} />
          <Field {...field("sentence")} label={t("sentence")} hint={t("sentenceHint")} maxLength={140} required />
        </>
      )}
    </StaffForm>
  );
}

/** Its end, or that nobody knows it: each way has its own fields, which count when it is chosen. */
function End({ field }: { field: (name: string) => FieldParts }) {
  const t = useTranslations("staff.closures.field");
  const chosen = field("end").defaultValue;
  return (
    <fieldset className="grid gap-3">
      <legend className="pb-1 font-bold">{t("end")}</legend>
      <Way id="fermeture-end" value="known" chosen={chosen !== "unknown"} label={t("known")}>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Field {...field("until")} type="date" label={t("until")} />
          <Field {...field("untilHour")} type="time" label={t("untilHour")} hint={t("hourHint")} />
        </div>
      </Way>
      <Way id="fermeture-end-unknown" value="unknown" chosen={chosen === "unknown"} label={t("unknown")}>
        <Field
          {...field("decideOn")}
          type="date"
          label={t("decideOn")}
          hint={t("decideOnHint")}
          className="sm:max-w-[calc(50%-0.5rem)]"
        />
      </Way>
    </fieldset>
  );
}

const Way = ({
  id,
  value,
  chosen,
  label,
  children,
}: {
  id: string;
  value: string;
  chosen: boolean;
  label: string;
  children: React.ReactNode;
}) => (
  <div className="grid gap-3 rounded-card border-2 border-hair px-4 py-3">
    <label htmlFor={id} className="flex min-h-target items-center gap-3 font-bold">
      <input
        id={id}
        type="radio"
        name="end"
        value={value}
        defaultChecked={chosen}
        className="size-6 flex-none accent-accent"
      />
      {label}
    </label>
    {children}
  </div>
);
