import { useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import type { HoldingAgain } from "#lib/booking/own-disruption.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { NobodyThere } from "./nobody-there.tsx";

type Props = {
  action: string;
  effect: HoldingAgain;
  typed: TypedForm | undefined;
  /** Where whoever reads it plans people there; undefined where they may not. */
  plan: string | undefined;
};

/** A cancelled half-day is held after all: what that does and who is there, then the button. */
export function HoldAgain({ action, effect, typed, plan }: Props) {
  const t = useTranslations("staff.disruption.own.again");
  const all = useTranslations("staff.disruption");
  return (
    <section aria-labelledby="again" className="grid gap-3 rounded-card border-2 border-edge bg-card p-4">
      <h2 id="again">{t("title")}</h2>
      <p>{t("bookable")}</p>
      <p>{t("offered", { count: effect.offered })}</p>
      {effect.people > 0 && <p>{t("there", { count: effect.people })}</p>}
      <NobodyThere there={effect} plan={plan} />
      <StaffForm form="tenir" action={action} typed={typed} submit={t("title")} look="ghost">
        {() => (
          <>
            <input type="hidden" name="seen" value={effect.version} />
            <p className="text-soft">{all("nothingYet")}</p>
          </>
        )}
      </StaffForm>
    </section>
  );
}
