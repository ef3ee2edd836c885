import { useLocale, useTranslations } from "next-intl";
import { ConfirmEffect } from "#components/staff/confirm-effect.tsx";
import type { OwnDisruptionEffect as Effect } from "#lib/booking/own-disruption.ts";
import { sayHour } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { Ways, WhoIsToTell } from "./disruption-effect.tsx";

type Props = {
  effect: Effect;
  action: string;
  typed: TypedForm | undefined;
  /** What was typed: sent again with the button that confirms. */
  fields: Readonly<Record<string, string>>;
};

/** What it does that a half-day is not held or ends early, and the button that does it. */
export function OwnDisruptionEffect({ effect, action, typed, fields }: Props) {
  const t = useTranslations("staff.disruption");
  const own = useTranslations("staff.disruption.own");
  const locale = useLocale();
  const { kind, until, kept, cancelled, waiting, others, timeZone, toTell, doors, version } = effect;
  const names = others.map((name) => name ?? t("unnamed"));
  return (
    <section aria-labelledby="effect" className="grid gap-3 rounded-card bg-accent-soft p-4">
      <h2 id="effect" {...(!typed && { tabIndex: -1, autoFocus: true })}>
        <WhoIsToTell ways={toTell} doors={doors} />
      </h2>
      <Ways ways={toTell} doors={doors} />
      <p>
        {kind === "not-held"
          ? own("effect.notHeld", { count: cancelled })
          : [
              own("effect.endsEarly", { hour: until === undefined ? "" : sayHour(until, timeZone, locale) }),
              ...(kept > 0 ? [own("effect.kept", { count: kept })] : []),
              ...(cancelled > 0 ? [own("effect.cancelled", { count: cancelled })] : []),
              ...(kept + cancelled === 0 ? [t("noneChanges")] : []),
            ].join(" ")}
      </p>
      {kind === "ends-early" && waiting > 0 && <p>{own("effect.waiting", { count: waiting })}</p>}
      {names.length > 0 && (
        <p className="font-bold">
          {own("effect.others", { people: new Intl.ListFormat(locale, { type: "conjunction" }).format(names) })}
        </p>
      )}
      <ConfirmEffect {...{ action, typed, fields, version }} submit={t("confirm")} note={t("nothingYet")} />
    </section>
  );
}
