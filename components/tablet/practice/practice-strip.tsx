import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { nextStep, PRACTICE_STEPS } from "#lib/queue/practice/practice-steps.ts";
import type { PracticeDevice } from "./practice-device.ts";
import { PracticeHelp } from "./practice-help.tsx";

/** That nothing of what is done here is kept: on every screen of practice, and in every dialog. */
export function PracticeMark() {
  const t = useTranslations("practice");
  return (
    <p className="flex items-center gap-3 rounded-control bg-ink px-3 py-2 text-start font-bold text-paper">
      <Icon name="learn" />
      <span>{t("mark")}</span>
    </p>
  );
}

/**
 * Above every screen of practice: that nothing is kept, what to do next, and the switch of the network. `back`: where
 * one came from.
 */
export function PracticeStrip({
  device: { subscribe, progress, switchNetwork },
  back,
  onRestart,
}: {
  device: PracticeDevice;
  back: string;
  onRestart: () => void;
}) {
  const t = useTranslations("practice");
  const line = useTranslations("tablet.line");
  const mine = useTranslations("tablet.mine");
  const report = useTranslations("tablet.report");
  const { done, isCut } = useSyncExternalStore(subscribe, progress, progress);
  const next = nextStep(done, isCut);
  const labels = {
    add: line("add"),
    start: mine("start"),
    finish: mine("finish"),
    save: report("save"),
    absent: mine("absent"),
    cut: t("cut"),
    restore: t("restore"),
  };
  return (
    <aside
      aria-label={t("title")}
      data-practice
      className="relative z-10 max-md:contents md:grid md:grid-cols-[minmax(0,1fr)_auto] md:items-center md:gap-x-4 md:border-b-[3px] md:border-ink md:bg-card lg:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      {/* A phone scrolls the whole page, and this stays. */}
      <div className="*:rounded-none max-md:sticky max-md:top-0 max-md:z-10 md:col-span-full lg:col-span-1 lg:self-stretch lg:*:h-full lg:*:max-w-[22rem]">
        <PracticeMark />
      </div>
      <p role="status" className="leading-snug max-md:bg-card max-md:px-4 max-md:pt-2 md:max-lg:ps-4">
        <strong>{t("count", { done: done.length, all: PRACTICE_STEPS.length })}</strong>{" "}
        {next ? t(`steps.${next}.do`, labels) : t("allDone")}
      </p>
      <div className="flex gap-2 py-1.5 md:pe-4 max-md:relative max-md:border-b-[3px] max-md:border-ink max-md:bg-card max-md:px-4 max-md:py-2">
        <Button
          look={next === "cut" || next === "back" ? "full" : "quiet"}
          className="min-h-12! px-3! max-sm:flex-1"
          onClick={() => switchNetwork(!isCut)}
        >
          {isCut ? labels.restore : labels.cut}
        </Button>
        <details className="max-sm:flex-1">
          <summary className={`${buttonClass("quiet")} min-h-12! w-full cursor-pointer px-3!`}>{t("more")}</summary>
          <div className="absolute inset-x-0 top-full z-10 grid gap-3 border-b-[3px] border-ink bg-card px-4 py-3">
            <ol className="grid gap-x-4 gap-y-1 sm:grid-flow-col sm:grid-rows-3">
              {PRACTICE_STEPS.map((step, index) => (
                <li key={step} className="flex items-center gap-2">
                  {done.includes(step) ? <Icon name="check" size={22} /> : <span className="w-[22px]" />}
                  <span className={done.includes(step) ? "text-soft" : ""}>
                    {index + 1}. {t(`steps.${step}.name`)}{" "}
                    {done.includes(step) && <span className="sr-only">{t("done")}</span>}
                  </span>
                </li>
              ))}
            </ol>
            <PracticeHelp />
            <div className="grid grid-cols-2 gap-3">
              <Button look="quiet" onClick={onRestart}>
                {t("restart")}
              </Button>
              <a href={back} className={buttonClass("quiet")}>
                {t("leave")}
              </a>
            </div>
          </div>
        </details>
      </div>
    </aside>
  );
}
