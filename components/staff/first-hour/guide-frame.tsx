import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { BrandMark } from "#components/brand-mark.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { CONTENT, SkipLink } from "#components/ui/skip-link.tsx";
import { STEPS, type FirstHour, type Step } from "#lib/place/first-hour.ts";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StepsOfGuide } from "./steps-of-guide.tsx";

type Props = {
  /** The organisation that is set up. */
  organisation: { readonly slug: string; readonly name: string };
  firstHour: FirstHour;
  here: Step;
  /** A form of this page came back refused, so what it holds is not kept yet. */
  isRefused: boolean;
  done: string | undefined;
  languages: ReactNode;
  /** Other organisations that this person sets up. */
  others?: ReactNode;
  children: ReactNode;
};

/** The frame of the guided set-up: what is kept and the way out above, the steps beside, the step in the middle. */
export function GuideFrame({ organisation, firstHour, here, isRefused, done, languages, others, children }: Props) {
  const t = useTranslations("staff.firstHour");
  return (
    <div className="flex min-h-svh flex-col">
      <SkipLink />
      <header className="border-b-2 border-hair">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-5 gap-y-2 px-4 py-2">
          <p className="flex min-h-target items-center gap-2 leading-tight font-bold wrap-break-word">
            <BrandMark />
            <FrenchText text={organisation.name} />
          </p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {languages}
            <p className={`flex items-center gap-2 font-bold ${isRefused ? "text-alert" : "text-ok"}`}>
              <Icon name={isRefused ? "cross" : "check"} size={22} />
              {t(isRefused ? "notKept" : "kept")}
            </p>
            <PageLink href="/coordination" className={buttonClass("quiet")}>
              {t("later")}
            </PageLink>
          </div>
        </div>
      </header>
      <div className="mx-auto grid w-full max-w-6xl flex-1 content-start gap-5 px-4 py-5 md:grid-cols-[15rem_minmax(0,1fr)] md:content-stretch md:gap-7">
        <StepsOfGuide slug={organisation.slug} firstHour={firstHour} here={here} />
        <main id={CONTENT} tabIndex={-1} className="grid min-w-0 content-start gap-5 focus:outline-none">
          <div>
            <p className="text-soft">{t("step", { at: STEPS.indexOf(here) + 1, of: STEPS.length })}</p>
            <h1>{here === "service" ? t("service.title") : t(`steps.${here}`)}</h1>
          </div>
          {others}
          <StaffDone done={done} />
          {children}
        </main>
      </div>
    </div>
  );
}
