import { useTranslations } from "next-intl";
import { BigButton } from "../act-button.tsx";
import { useTablet } from "../tablet-context.ts";
import { useSay } from "../use-labels.ts";
import { useWaits } from "../use-waits.ts";

/** Her table rests: nothing is asked of her but to come back. */
export function OnBreak({ desk }: { desk: number }) {
  const t = useTranslations("tablet.break");
  const say = useSay();
  const { state, act } = useTablet();
  const waits = useWaits();
  const since = state.desks.find(({ number }) => number === desk)?.since ?? state.span.start;
  return (
    <div className="mx-auto grid w-full max-w-2xl flex-1 content-center gap-6 p-6 text-center">
      <h1>{t("title")}</h1>
      <p className="text-lg text-soft">{t("since", { hour: say.clock(since) })}</p>
      <BigButton {...waits} does="return" onAct={() => act({ type: "return" })}>
        {t("return")}
      </BigButton>
      <BigButton look="plain" {...waits} does="leave desk" onAct={() => act({ type: "leave-desk" })}>
        {t("leave", { desk })}
      </BigButton>
    </div>
  );
}
