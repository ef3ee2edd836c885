import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ClosureOutcome } from "#lib/schedule/closure.ts";
import type { ClosedHalfDay, ClosureEffect as Effect } from "#lib/schedule/closure-effect.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ConfirmEffect } from "#components/staff/confirm-effect.tsx";
import { ClosureFacts } from "./closure-facts.tsx";
import { TouchedHalfDays } from "./touched-half-days.tsx";

type Props = {
  effect: Effect;
  action: string;
  typed: TypedForm | undefined;
  /** What was typed: sent again with the button that closes. */
  fields: Readonly<Record<string, string>>;
  /** Where the reader goes to change nothing. */
  back: string;
};

const OUTCOMES: readonly ClosureOutcome[] = ["is-cancelled", "is-kept", "is-a-guests", "is-given-back"];

/** What a closure would do, half-day by half-day, and the button that does it. */
export function ClosureEffect({ effect, action, typed, fields, back }: Props) {
  const t = useTranslations("staff.closures.effect");
  const { halfDays, toTell, others, version } = effect;
  return (
    <section aria-labelledby="effect" className="grid gap-4">
      <h2 id="effect" {...(!typed && { tabIndex: -1, autoFocus: true })}>
        {t("title")}
      </h2>
      {halfDays.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <p className="text-lg font-bold">
          {t("toTell", {
            people: toTell,
            count: halfDays.filter(({ outcome }) => outcome === "is-cancelled").length,
          })}
        </p>
      )}
      {others.length > 0 && (
        <Notice tone="warn">
          <p>{t("others", { count: others.length })}</p>
          <ul className="pt-2 font-normal">
            {others.map((one) => (
              <li key={one.id}>
                <ClosureFacts closure={{ ...one, timeZone: effect.timeZone }} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {OUTCOMES.map((outcome) => (
        <Touched key={outcome} outcome={outcome} halfDays={halfDays.filter((one) => one.outcome === outcome)} />
      ))}
      <ConfirmEffect
        {...{ action, typed, fields, version }}
        submit={t("save")}
        note={t("nothingYet")}
        back={{ href: back, label: t("changeNothing") }}
      />
    </section>
  );
}

/** Half-days of one outcome, under what becomes of them. */
function Touched({ outcome, halfDays }: { outcome: ClosureOutcome; halfDays: readonly ClosedHalfDay[] }) {
  const t = useTranslations("staff.closures.effect");
  if (halfDays.length === 0) return null;
  return (
    <div className="grid gap-1">
      <h3 className="flex items-center gap-2">
        <Icon
          name={outcome === "is-cancelled" ? "cross" : outcome === "is-given-back" ? "check" : "warning"}
          size={22}
        />
        {t(`outcomes.${outcome}`, { count: halfDays.length })}
      </h3>
      <TouchedHalfDays halfDays={halfDays} />
    </div>
  );
}
