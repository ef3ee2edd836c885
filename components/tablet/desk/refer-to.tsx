import { useTranslations } from "next-intl";
import { REFERRAL_TARGETS } from "#lib/queue/acts/refer.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { TabletDialog, DialogFoot } from "#components/tablet/tablet-dialog.tsx";
import { useActs } from "#components/tablet/tablet-context.ts";

/**
 * Where the person is referred, by the list of the national report. Their visit ends with it. The examples are those of
 * that list, but for two targets that it leaves without.
 */
export function ReferTo({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const t = useTranslations("tablet.refer");
  const { act } = useActs();
  return (
    <TabletDialog label={t("title", { number: visit.number })} onClose={onClose}>
      <div className="grid gap-4">
        <h2 className="text-[1.55rem]!">{t("title", { number: visit.number })}</h2>
        <p className="text-soft">{t(visit.state === "serving" ? "endsHelped" : "ends")}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          {REFERRAL_TARGETS.map((target) => (
            <ActButton
              key={target}
              look="ghost"
              className="min-h-18"
              actKey={`refer ${visit.id} ${target}`}
              onAct={() => (act({ type: "refer", visit: visit.id, target }), onClose())}
            >
              <span>
                {t(target)}
                {target !== "autre" && (
                  <>
                    {" "}
                    <span className="block text-[0.9rem] font-normal text-soft">{t(`such.${target}`)}</span>
                  </>
                )}
              </span>
            </ActButton>
          ))}
        </div>
        <DialogFoot>
          <ActButton look="quiet" actKey="close" onAct={onClose}>
            {t("cancel")}
          </ActButton>
        </DialogFoot>
      </div>
    </TabletDialog>
  );
}
