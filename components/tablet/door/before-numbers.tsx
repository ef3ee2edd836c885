import { useTranslations } from "next-intl";
import { plusMinutes } from "#lib/time/instant.ts";
import { BigButton } from "#components/tablet/act-button.tsx";
import { isOutOfReach } from "#components/tablet/device/connection.ts";
import { stateHeading } from "#components/tablet/state-heading.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { ActNotices } from "#components/tablet/act-notices.tsx";
import { useLabels } from "#components/tablet/use-labels.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/**
 * Minutes. Numbers can be given at most this long before the half-day, so that nobody starts the day before by mistake.
 */
const EARLIEST_BEFORE = 180;

/** The first screen: one button that starts giving numbers. */
export function BeforeNumbers() {
  const t = useTranslations("tablet.before");
  const labels = useLabels();
  const { state, site, connection, act, now } = useTablet();
  const networkActProps = useDisabled();
  const from = plusMinutes(state.span.start, -EARLIEST_BEFORE);
  const early = now < from;
  return (
    <div className="mx-auto grid w-full max-w-3xl flex-1 content-center gap-6 p-6 text-center">
      <h1 {...stateHeading} className="text-[2.2rem]!">
        {t("title")}
      </h1>
      <p className="text-[1.2rem] text-soft">
        {t("lead")} {t("expected", { count: state.expected.length })}
      </p>
      <BigButton
        className="min-h-32"
        {...networkActProps}
        {...(early && { disabled: true })}
        actKey="give numbers"
        onAct={() => act({ type: "give-numbers" })}
      >
        {t("start")}
      </BigButton>
      {early && <p className="font-bold">{t("early", { hour: labels.hour(from) })}</p>}
      {site.practice !== undefined && !isOutOfReach(connection) && (
        <p>
          <a href={site.practice} className="inline-flex min-h-target items-center">
            {t("practice")}
          </a>
        </p>
      )}
      <ActNotices />
    </div>
  );
}
