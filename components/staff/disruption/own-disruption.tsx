import { useLocale, useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import type { Interval } from "#lib/time/interval.ts";
import { sayHour } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

type Props = {
  form: string;
  action: string;
  typed: TypedForm | undefined;
  hours: { readonly span: Interval; readonly timeZone: string };
};

const KINDS = ["not-held", "ends-early"] as const;

/**
 * What who holds a half-day can say of it: it is not held, with a sentence, or it ends early, with an hour. Nothing is
 * chosen before, and only what the choice needs is shown.
 */
export function OwnDisruption({ form, action, typed, hours: { span, timeZone } }: Props) {
  const t = useTranslations("staff.disruption.own");
  const locale = useLocale();
  return (
    <StaffForm form={form} action={action} typed={typed} submit={t("look")}>
      {(field) => {
        const chosen = field("declared").defaultValue;
        return (
          <div className="group/own grid gap-4">
            <fieldset className="grid gap-2">
              <legend className="pb-1 font-bold">{t("what")}</legend>
              {KINDS.map((kind) => (
                <label
                  key={kind}
                  className="flex min-h-14 cursor-pointer items-center gap-3 rounded-control border-2 border-edge bg-card px-4 py-2 font-bold has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink"
                >
                  <input
                    type="radio"
                    name="declared"
                    value={kind}
                    defaultChecked={chosen === kind}
                    className="size-6 accent-accent"
                  />
                  {t(`kinds.${kind}`)}
                </label>
              ))}
            </fieldset>
            <div className="hidden group-has-[input[value=not-held]:checked]/own:block">
              <Field {...field("reason")} label={t("reason")} hint={t("reasonHint")} maxLength={140} />
            </div>
            <div className="hidden group-has-[input[value=ends-early]:checked]/own:block">
              <Field
                {...field("at")}
                type="time"
                label={t("at")}
                hint={t("atHint", {
                  from: sayHour(span.start, timeZone, locale),
                  to: sayHour(span.end, timeZone, locale),
                })}
              />
            </div>
          </div>
        );
      }}
    </StaffForm>
  );
}
