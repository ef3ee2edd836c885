import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { STEPS, type FirstHour, type Step, type StepState } from "#lib/place/first-hour.ts";
import { pageOfStep } from "./paths.ts";

type Props = { slug: string; firstHour: FirstHour; here: Step };

const RING: Readonly<Record<StepState, string>> = {
  done: "border-ok bg-ok text-white",
  passed: "border-edge bg-card text-soft",
  "to-do": "border-edge bg-card text-ink",
};

/** The seven steps, each a link: done, passed over or to do, by icon and word. A row of numbers on a phone. */
export function StepsOfGuide({ slug, firstHour: { states, minutes }, here }: Props) {
  const t = useTranslations("staff.firstHour");
  const stateOf = (step: Step): StepState | "here" =>
    step === here && states[step] === "to-do" ? "here" : states[step];
  return (
    <nav aria-label={t("title")} className="grid content-start gap-3 md:border-e-2 md:border-hair md:pe-5">
      <p aria-hidden="true" className="hidden font-bold md:block">
        {t("title")}
      </p>
      <ol className="flex justify-between md:grid md:gap-1">
        {STEPS.map((step, index) => (
          <li key={step}>
            <PageLink
              href={pageOfStep(step, slug)}
              aria-current={step === here ? "step" : undefined}
              className="flex min-h-target min-w-target items-center gap-3 text-ink no-underline max-md:justify-center"
            >
              <span
                aria-hidden="true"
                className={`grid size-10 flex-none place-items-center rounded-full border-2 font-bold ${step === here ? "border-ink bg-ink text-white" : RING[states[step]]}`}
              >
                {step !== here && states[step] === "done" ? (
                  <Icon name="check" size={22} />
                ) : step !== here && states[step] === "passed" ? (
                  <Icon name="pause" size={22} />
                ) : (
                  index + 1
                )}
              </span>
              <span className="sr-only">
                {t(`steps.${step}`)}, {t(`state.${stateOf(step)}`)}
              </span>
              <span aria-hidden="true" className="hidden leading-tight md:block">
                <span className={step === here ? "font-bold" : ""}>{t(`steps.${step}`)}</span>
                <span className="block text-base text-soft">{t(`state.${stateOf(step)}`)}</span>
              </span>
            </PageLink>
          </li>
        ))}
      </ol>
      <p className="text-soft md:border-t-2 md:border-hair md:pt-3">
        {minutes === 0 ? t("allDone") : t("minutesLeft", { minutes })}
      </p>
    </nav>
  );
}
