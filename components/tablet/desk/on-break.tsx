import { useTranslations } from "next-intl";
import { BigButton } from "#components/tablet/act-button.tsx";
import { TurnAwayButton } from "#components/tablet/door/turn-away.tsx";
import { stateHeading } from "#components/tablet/state-heading.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useLabels } from "#components/tablet/use-labels.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/**
 * The desk is on a break: a button to return, one to leave the desk, and one for somebody who leaves without a number.
 */
export function OnBreak({ desk }: { desk: number }) {
  const t = useTranslations("tablet.break");
  const labels = useLabels();
  const { state, act } = useTablet();
  const networkActProps = useDisabled();
  const since = state.desks.find(({ number }) => number === desk)?.since ?? state.span.start;
  const others = state.desks.some(({ number, state }) => number !== desk && state === "present") ? "call" : "none";
  return (
    <div className="mx-auto grid w-full max-w-2xl flex-1 content-center gap-6 p-6 text-center">
      <h1 {...stateHeading}>{t("title")}</h1>
      <p className="text-lg text-soft">{t("since", { hour: labels.clock(since), others })}</p>
      <BigButton {...networkActProps} actKey="return" onAct={() => act({ type: "return" })}>
        {t("return")}
      </BigButton>
      <BigButton look="plain" {...networkActProps} actKey="leave desk" onAct={() => act({ type: "leave-desk" })}>
        {t("leave", { desk })}
      </BigButton>
      <TurnAwayButton />
    </div>
  );
}
