import { useTranslations } from "next-intl";
import type { ExpectedAppointment } from "#lib/queue/line/line-state.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { useDeferredTablet } from "#components/tablet/deferred.tsx";
import { lineRows } from "#components/tablet/line/line-list.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useLabels, useWantedLabel } from "#components/tablet/use-labels.ts";
import { useNextNumber } from "#components/tablet/use-hand.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/**
 * Booked people who have not arrived: one tap when they come. `hideTopics`: hides topic and wanted conseiller while
 * a resident at the desk can see the tablet.
 * `belowLine`: the rows of the line stand above these.
 */
export function ExpectedArrivals({
  hideTopics = false,
  belowLine = false,
  className = "",
}: {
  hideTopics?: boolean;
  belowLine?: boolean;
  className?: string;
}) {
  const t = useTranslations("tablet.door");
  const words = useTranslations("tablet.fetch");
  const labels = useLabels();
  const wantedLabel = useWantedLabel();
  const { state, act, newId } = useTablet();
  const networkActProps = useDisabled("number");
  const nextNumber = useNextNumber();
  const followed = useDeferredTablet();
  if (state.expected.length === 0) return null;
  const sameHour = ({ hour }: ExpectedAppointment) => state.expected.filter((other) => other.hour === hour);
  const twice = new Set(state.expected.filter((one) => sameHour(one).length > 1).map(({ hour }) => hour));
  // All ids: when somebody comes or goes, every row below moves, so the double-tap guard starts again.
  const list = [...(belowLine ? lineRows(followed) : []), ...state.expected].map(({ id }) => id).join();
  return (
    <ul className={`flex flex-wrap gap-2 ${className}`}>
      {state.expected.map((expected) => {
        const nth = twice.has(expected.hour) ? sameHour(expected).indexOf(expected) + 1 : undefined;
        return (
          <li key={expected.id} className="flex flex-1 basis-56">
            <ActButton
              look="quiet"
              {...networkActProps}
              className="w-full border-dashed!"
              actKey={`arrived ${expected.id} of ${list}`}
              onAct={() => act({ type: "check-in", appointment: expected.id, visit: newId() })}
            >
              <span>
                {nth === undefined
                  ? t("arrived", { hour: labels.hour(expected.hour) })
                  : t("arrivedOf", { hour: labels.hour(expected.hour), nth })}{" "}
                <span className="block font-normal">
                  {t("thenCard", { number: nextNumber, picture: labels.picture(nextNumber) })}
                </span>
                {expected.toFetch && <span className="block font-normal">{words("fact")}</span>}
                {!hideTopics && wantedLabel(expected.wanted) !== undefined && (
                  <span className="block font-normal text-soft">{wantedLabel(expected.wanted)}</span>
                )}
                {!hideTopics && twice.has(expected.hour) && expected.topic !== undefined && (
                  <span className="block font-normal text-soft">{labels.topic(expected.topic)}</span>
                )}
              </span>
            </ActButton>
          </li>
        );
      })}
    </ul>
  );
}
