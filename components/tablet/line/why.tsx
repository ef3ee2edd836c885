import { useTranslations } from "next-intl";
import { useState } from "react";
import { languages } from "#i18n/languages.ts";
import { localeOf, routing, type Locale } from "#i18n/routing.ts";
import { fill } from "#components/queue/browser-text.ts";
import type { UncalledVisit, Visit } from "#lib/queue/line/visit.ts";
import { passesBefore, whyBefore, whyNotCalled, type WhyBefore } from "#lib/queue/order/why-before.ts";
import { sayHour } from "#lib/time/say.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";

/**
 * One sentence, to show or to read aloud, to somebody who asks why they are not called: who is out is told that,
 * anybody else why another number passes before theirs. In their language, with French below for the team, and from the
 * line that the tablet holds, so also without network.
 */
export function Why({ visit, onClose }: { visit: UncalledVisit; onClose: () => void }) {
  const t = useTranslations("tablet.why");
  const { state, now } = useTablet();
  const passing = passesBefore(state, visit, now);
  const [chosen, choose] = useState<string>();
  const [locale, speak] = useState<Locale>(localeOf(visit.language));
  const out = whyNotCalled(visit, now);
  const first = passing.find(({ id }) => id === chosen) ?? (out ? undefined : passing[0]);
  const because = first ? whyBefore(state, first.id, visit.id, now) : out;
  const sentence = useSentence(visit);
  return (
    <TabletDialog whole label={t("title", { number: visit.number })} onClose={onClose}>
      <div className="mx-auto grid min-h-full max-w-4xl grid-rows-[auto_1fr_auto] gap-6 p-6">
        <h2>{t("title", { number: visit.number })}</h2>
        <div className="grid content-center gap-4 text-center">
          <p
            aria-live="polite"
            lang={locale}
            dir={locale === "ar" ? "rtl" : "ltr"}
            className="text-[min(3rem,8vw)] leading-tight font-bold"
          >
            {sentence(locale, first, because)}
          </p>
          {locale !== FRENCH && (
            <p lang={FRENCH} dir="ltr" className="text-[1.33rem] text-soft">
              {sentence(FRENCH, first, because)}
            </p>
          )}
        </div>
        <div className="grid gap-5">
          {passing.length > (out ? 0 : 1) && (
            <fieldset>
              <legend className="mb-2 font-bold">{t("before")}</legend>
              <div className="flex flex-wrap gap-2">
                {passing.map(({ id, number }) => (
                  <ActButton
                    key={id}
                    look="quiet"
                    aria-pressed={id === first?.id}
                    className="number min-w-target aria-pressed:border-accent aria-pressed:bg-accent-soft"
                    actKey={`before ${id}`}
                    onAct={() => choose(id)}
                  >
                    {number}
                  </ActButton>
                ))}
              </div>
            </fieldset>
          )}
          <div className="flex flex-wrap gap-2">
            {routing.locales.map((other) => (
              <ActButton
                key={other}
                look="quiet"
                lang={other}
                aria-pressed={other === locale}
                className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
                actKey={`language ${other}`}
                onAct={() => speak(other)}
              >
                {languages[other].name}
              </ActButton>
            ))}
          </div>
          <ActButton actKey="close" onAct={onClose}>
            {t("close")}
          </ActButton>
        </div>
      </div>
    </TabletDialog>
  );
}

/** What the team reads, whatever language is shown. */
const FRENCH: Locale = "fr";

/** Says a reason in that language, or that nobody passes before the visit. `first`: who does. */
function useSentence(visit: UncalledVisit) {
  const { site } = useTablet();
  return (locale: Locale, first: Visit | undefined, why: WhyBefore | undefined): string => {
    const { because, ...moments } = why ?? { because: "next" as const };
    const hours = Object.entries(moments).map(([name, moment]) => [`${name}At`, sayHour(moment, site.zone, locale)]);
    return fill(site.why[locale][because], {
      second: visit.number,
      ...(first && { first: first.number }),
      ...Object.fromEntries(hours),
    });
  };
}
