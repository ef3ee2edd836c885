import { useTranslations } from "next-intl";
import { useId } from "react";
import { ActButton } from "#components/tablet/act-button.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/** Once a half-day was reopened: those who were told to go, to be taken back one by one (docs/line.md#reopening). */
export function ToldToGo() {
  const t = useTranslations("tablet.line");
  const { state, act } = useTablet();
  const networkActProps = useDisabled("server");
  const id = useId();
  const told = state.visits.filter((visit) => visit.state === "unserved");
  return told.length === 0 ? null : (
    <section aria-labelledby={id} className="grid gap-2">
      <h3 id={id} className="text-base!">
        {t("toldToGo")}
      </h3>
      {told.map((visit) => (
        <ActButton
          key={visit.id}
          look="quiet"
          {...networkActProps}
          actKey={`take back ${visit.id} of ${told.map(({ number }) => number).join()}`}
          onAct={() => act({ type: "take-back", visit: visit.id })}
        >
          {t("takeBack", { number: visit.number })}
        </ActButton>
      ))}
    </section>
  );
}
