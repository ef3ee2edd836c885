import { useFormatter, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { SmsOfPlace } from "#lib/message/sms-cap.ts";

/** Places that are shown at once, besides all that are near their limit. */
const MOST = 12;

/**
 * The SMS of this month at each place, the fullest first, with a word where its limit is near or reached; the others
 * are folded.
 */
export function SmsOfMonth({ places, cap }: { places: readonly SmsOfPlace[]; cap: number | undefined }) {
  const t = useTranslations("staff.messages.sms");
  const shown = places.filter(({ standing }, index) => index < MOST || standing !== "within");
  const others = places.slice(shown.length);
  return (
    <section aria-labelledby="sms" className="grid gap-3">
      <h2 id="sms">{t("title")}</h2>
      {places.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <>
          {places.some(({ standing }) => standing !== "within") && <p className="font-bold">{t("ended")}</p>}
          <Places places={shown} cap={cap} />
          {others.length > 0 && (
            <details>
              <summary className="inline-flex min-h-target items-center font-bold">
                {t("others", { count: others.length })}
              </summary>
              <Places places={others} cap={cap} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

function Places({ places, cap }: { places: readonly SmsOfPlace[]; cap: number | undefined }) {
  const t = useTranslations("staff.messages.sms");
  const format = useFormatter();
  return (
    <ul className="grid">
      {places.map(({ place, used, standing }) => (
        <li
          key={place}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-t border-hair py-2.5"
        >
          <FrenchText text={place} />
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {standing !== "within" && (
              <strong
                className={`inline-flex items-center gap-2 ${standing === "reached" ? "text-alert" : "text-ink"}`}
              >
                <Icon name="warning" size={22} />
                {t(standing === "reached" ? "reached" : "near")}
              </strong>
            )}
            <span className="tabular-nums">
              {cap === undefined
                ? t("used", { used })
                : t("of", { used: format.number(used), cap: format.number(cap) })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
