import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FateInClosure } from "#lib/schedule/closure.ts";
import type { ClosedHalfDay, ClosureEffect as Effect } from "#lib/schedule/closure-effect.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ConfirmEffect } from "../confirm-effect.tsx";
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

const FATES: readonly FateInClosure[] = ["is-cancelled", "is-kept", "is-a-guests", "is-given-back"];

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
            count: halfDays.filter(({ fate }) => fate === "is-cancelled").length,
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
      {FATES.map((fate) => (
        <Touched key={fate} fate={fate} halfDays={halfDays.filter((one) => one.fate === fate)} />
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

/** Half-days of one fate, under what becomes of them. */
function Touched({ fate, halfDays }: { fate: FateInClosure; halfDays: readonly ClosedHalfDay[] }) {
  const t = useTranslations("staff.closures.effect");
  if (halfDays.length === 0) return null;
  return (
    <div className="grid gap-1">
      <h3 className="flex items-center gap-2">
        <Icon name={fate === "is-cancelled" ? "cross" : fate === "is-given-back" ? "check" : "warning"} size={22} />
        {t(`fates.${fate}`, { count: halfDays.length })}
      </h3>
      <TouchedHalfDays halfDays={halfDays} />
    </div>
  );
}
