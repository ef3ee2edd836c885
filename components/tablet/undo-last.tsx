import { useTranslations } from "next-intl";
import { ActButton } from "./act-button.tsx";
import { lastAct } from "./last-act.ts";
import { useTablet } from "./tablet-context.ts";

/** Takes back the last act, for a minute. Its room is kept when there is nothing to take back, so that nothing jumps. */
export function UndoLast() {
  const t = useTranslations("tablet.undo");
  const { state, made, now, act } = useTablet();
  const last = lastAct(state, made, now);
  return (
    <div className="flex min-h-14 items-center justify-center">
      {last && (
        <ActButton
          look="quiet"
          className="flex-wrap gap-y-0! border-transparent! bg-transparent! font-normal! text-soft!"
          does={`undo ${last.command}`}
          onAct={() => act({ type: "undo", command: last.command })}
        >
          <span className="font-bold underline underline-offset-4">{t(last.done, { number: last.number })}</span>
          <span className="tabular-nums">{t("remaining", { seconds: last.seconds })}</span>
        </ActButton>
      )}
    </div>
  );
}
