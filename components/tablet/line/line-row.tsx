import { useTranslations } from "next-intl";
import { Pictogram } from "../../ui/pictogram.tsx";
import { isBack } from "#lib/queue/order/order.ts";
import type { UncalledVisit } from "#lib/queue/line/visit.ts";
import { pictureOf } from "#lib/queue/line/picture.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { useSteady } from "../use-steady.ts";
import { useTablet } from "../tablet-context.ts";
import { useSay } from "../use-say.ts";
import { useWanted } from "../use-wanted.ts";

/** One person of the line; a tap shows what else can be done for her, once the `list` has stood still. */
export function LineRow({
  visit,
  next,
  list,
  quiet,
  onChoose,
}: {
  visit: UncalledVisit;
  next: boolean;
  list: string;
  quiet: boolean;
  onChoose: (visit: string) => void;
}) {
  const t = useTranslations("tablet.line");
  const say = useSay();
  const { now } = useTablet();
  const said = useFacts(visit);
  const minutes = Math.max(0, minutesBetween(visit.joinedAt, now));
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        {...useSteady({ does: `row ${visit.id} of ${list}`, onAct: () => onChoose(visit.id) })}
        className={`grid min-h-14 w-full grid-cols-[4.6rem_1fr_auto] items-center gap-2.5 rounded-control bg-card px-3 py-1.5 text-start ${next ? "border-[3px] border-accent bg-accent-soft" : "border-2 border-hair"}`}
      >
        <span className="flex items-center justify-between gap-1">
          <span className="number text-[1.67rem]">{visit.number}</span>
          <Pictogram picture={pictureOf(visit.number)} size={28} />
        </span>
        <span className="min-w-0 leading-snug">
          {said[0]}
          {said.slice(1).map((one) => (
            <span key={one} className="block text-[0.9rem] text-soft">
              {one}
            </span>
          ))}
          {!quiet && visit.topic !== undefined && (
            <span className="block truncate text-[0.9rem] text-soft">{say.topic(visit.topic)}</span>
          )}
        </span>
        <span className="grid justify-items-end gap-0.5">
          {next && <strong className="text-accent">{t("next")}</strong>}
          <span className="text-soft tabular-nums">{t("minutes", { minutes })}</span>
        </span>
      </button>
    </li>
  );
}

/** The most telling fact first: why she stands where she stands, then since when she is here. */
function useFacts(visit: UncalledVisit): readonly string[] {
  const t = useTranslations("tablet.line");
  const say = useSay();
  const { now } = useTablet();
  const wanted = useWanted()(visit.origin.kind === "appointment" ? visit.origin.wanted : undefined);
  const since = t("since", { hour: say.hour(visit.joinedAt) });
  const facts = [
    ...(isBack(visit) ? [t("back")] : []),
    ...(visit.priority ? [t("priority")] : []),
    ...(visit.state === "absent" ? [t("absent")] : []),
    ...(visit.state === "waiting" && visit.awayUntil !== undefined
      ? [t(now < visit.awayUntil ? "away" : "awayUntil", { hour: say.hour(visit.awayUntil) })]
      : []),
    ...(visit.origin.kind === "appointment"
      ? [t(visit.origin.late ? "late" : "appointment", { hour: say.hour(visit.origin.hour) })]
      : []),
    ...(wanted === undefined ? [] : [wanted]),
  ];
  return [...facts, since];
}
