import { useTranslations } from "next-intl";
import { ActButton } from "#components/tablet/act-button.tsx";
import { holderOfLast } from "#components/tablet/last-act.ts";
import { useActs, useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import type { Visit } from "#lib/queue/line/visit.ts";

/**
 * « On vient vous chercher » for who got the last number here, in one tap, while its card is handed over. The space is
 * kept when there is nobody, so that the buttons below do not move. `low`: beside the line, where there is little room,
 * on a phone alone.
 */
export function FetchLast({ low = false }: { low?: boolean }) {
  const { state, ownCommands, now } = useTablet();
  const visit = holderOfLast(state, ownCommands, now);
  return (
    <div
      className={`grid ${low ? "empty:md:hidden max-md:min-h-14 md:*:px-2 md:*:py-1 md:*:text-[0.85rem] md:*:leading-tight" : "min-h-14"}`}
    >
      {visit && <FetchButton visit={visit} />}
    </div>
  );
}

/** Whether somebody goes to the person at their turn, or now that they are called. No cause is asked. */
export function FetchButton({
  visit,
  onDone,
}: {
  visit: Pick<Visit, "id" | "number" | "state" | "toFetch">;
  onDone?: () => void;
}) {
  const t = useTranslations("tablet.fetch");
  const { act } = useActs();
  const on = visit.toFetch === undefined;
  const label = !on ? "off" : visit.state === "called" ? "now" : "on";
  return (
    <ActButton
      look="quiet"
      {...useDisabled()}
      actKey={`fetch ${visit.id} ${on}`}
      onAct={() => {
        act({ type: "fetch", visit: visit.id, on });
        onDone?.();
      }}
    >
      {t(label, { number: visit.number })}
    </ActButton>
  );
}
