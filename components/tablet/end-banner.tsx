import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActButton } from "./act-button.tsx";
import { CloseHalfDay } from "./line/close-half-day.tsx";
import { Sheet } from "./sheet.tsx";
import { Strip } from "./strip.tsx";
import { useSay } from "./use-say.ts";
import { useTablet } from "./tablet-context.ts";

/** Closing is an act of a person (DESIGN, Visit states); once the hour has come she is asked for it. */
export function EndBanner() {
  const t = useTranslations("tablet.closing");
  const say = useSay();
  const { state, now } = useTablet();
  const [closing, close] = useState(false);
  if (state.status !== "open" || now < state.span.end) return null;
  return (
    <Strip icon="clock" tone="calm">
      <span>{t("isTime", { hour: say.hour(state.span.end) })}</span>
      <ActButton look="quiet" does="end" onAct={() => close(true)}>
        {t("title")}
      </ActButton>
      {closing && (
        <Sheet label={t("title")} onClose={() => close(false)}>
          <CloseHalfDay onClose={() => close(false)} />
        </Sheet>
      )}
    </Strip>
  );
}
