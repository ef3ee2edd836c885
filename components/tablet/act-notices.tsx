import { useTranslations } from "next-intl";
import { queueWording } from "#components/wording.ts";
import { Icon } from "#components/ui/icon.tsx";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { ActButton } from "./act-button.tsx";
import { TypedReport } from "./desk/report-in-words.tsx";
import type { ActNotice } from "./device/act-notice.ts";
import { deskNumberOf } from "./screen.ts";
import { useTablet } from "./tablet-context.ts";
import { useLabels } from "./use-labels.ts";

/**
 * One sentence for each act that was not done as shown: refused, renumbered or not understood by the server. Announced
 * by screen readers; each stays until « Compris » or the next act. Those made without network are listed instead
 * (`WhatToCheck`).
 */
export function ActNotices() {
  const t = useTranslations("tablet.told");
  const { notices, dismissNotice } = useTablet();
  return (
    <div role="status" className="grid gap-2">
      {notices
        .filter(({ withoutNetwork }) => !withoutNetwork)
        .map((one, index) => (
          <div
            key={one.command + one.why}
            className="flex flex-wrap items-center gap-3 rounded-card border-2 border-edge bg-turn-soft p-3 text-start font-bold"
          >
            <Icon name="warning" size={26} />
            <div className="min-w-0 flex-1 basis-48">
              <p>
                <Sentence notice={one} />
                {one.fell && <> {t("fell")}</>}
              </p>
              {one.report && <TypedReport report={one.report} />}
            </div>
            <ActButton look="quiet" actKey={`dismissNotice ${index}`} onAct={() => dismissNotice(one)}>
              {t("understood")}
            </ActButton>
          </div>
        ))}
    </div>
  );
}

function Sentence({ notice: { act, why, number, desk, freed, shown, keep, elsewhere } }: { notice: ActNotice }) {
  const t = useTranslations("tablet.told");
  const refusals = useTranslations("refusals");
  const alsoFell = useTranslations("tablet.check.because");
  const labels = useLabels();
  const { state, site } = useTablet();
  const own = deskNumberOf(state, site.me);
  const isCall = act === "call-next" || act === "call";
  // The conseiller's desk here is empty, so the server means another permanence: somebody there is still being served
  // by them.
  if (why === "desk-busy" && isCall && own !== undefined && !occupantOf(state, own)) {
    return (
      <>
        {t("elsewhere")} <a href={site.home}>{t("elsewhereGo")}</a>
      </>
    );
  }
  if (elsewhere) {
    const { permanence, place, day, desk: former } = elsewhere;
    return (
      <>
        {t("seatedAt", { desk: former, place, day: labels.day(day) })}{" "}
        <a href={`${site.home}/permanences/${permanence}`}>{t("elsewhereGo")}</a>
      </>
    );
  }
  if (why === "renumbered") return t("renumbered", { shown: shown ?? 0, number: number ?? 0 });
  if (why === "help-stands") return t("stands", { number: number ?? 0, desk: desk ?? 0, freed: freed ?? 0 });
  if (why === "not-understood") return t("notUnderstood");
  if (why === "same-tap" && number !== undefined)
    return isCall ? alsoFell("callFell", { number }) : t("forNumber", { number, sentence: alsoFell("fellToo") });
  if (why === "same-tap") return alsoFell("fellToo");
  if (why === "noted-after-close") return refusals("notedAfterClose");
  if (why === "already-called" && number !== undefined)
    return desk === undefined ? t("notDone", { number }) : t("calledAt", { number, desk });
  if (why === "not-your-desk" && act === "undo") return t("undoElsewhere");
  if (why === "not-your-desk" && number !== undefined && desk !== undefined)
    return t(act === "report" ? "reportOf" : "isAt", { number, desk });
  if (why === "state-changed" && isCall && number !== undefined && desk !== undefined)
    return t("wentTo", { number, desk });
  if (why === "state-changed") return number === undefined ? t("turnChanged") : t("notDone", { number });
  if (why === "desk-not-taken" && act === "undo") return t("deskChanged");
  if (why === "too-late" && act === "reopen") return t("reopenTooLate");
  if (why === "outside-window" && act === "add-visit") return t("noNumberNow");
  const sentence = refusals(queueWording[why], { number: number ?? 0, desk: desk ?? 0 });
  // A notice that appears long after the tap names the number it is about.
  return keep && number !== undefined ? t("forNumber", { number, sentence }) : sentence;
}
