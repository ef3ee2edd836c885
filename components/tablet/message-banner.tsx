import { useTranslations } from "next-intl";
import { ActButton } from "./act-button.tsx";
import { Strip } from "./strip.tsx";
import { useTablet } from "./tablet-context.ts";
import { useWaits } from "./use-waits.ts";

/** What the room reads now, on every tablet: whoever wrote it may be at lunch when it is no longer true. */
export function MessageBanner() {
  const t = useTranslations("tablet.announce");
  const {
    state: { message },
    act,
  } = useTablet();
  const waits = useWaits();
  if (message === undefined) return null;
  return (
    <Strip icon="speech" tone="calm">
      <span>{t("shown", { message })}</span>
      <ActButton
        look="quiet"
        {...waits}
        does={`take away ${message}`}
        onAct={() => act({ type: "announce", message: "" })}
      >
        {t("takeAway")}
      </ActButton>
    </Strip>
  );
}
