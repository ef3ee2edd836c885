import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { STEPS, type FirstHour } from "#lib/place/first-hour.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { actOfStep, pageOfStep } from "./paths.ts";

type Props = {
  firstHour: FirstHour & { readonly organisation: string; readonly slug: string };
};

/** On the first page of coordination: how far the guided set-up is, the way back to it, and an end to being told. */
export function ContinueCard({ firstHour: { states, minutes, next, organisation, slug } }: Props) {
  const t = useTranslations("staff.firstHour");
  const done = STEPS.filter((step) => states[step] !== "to-do").length;
  return (
    <section
      aria-labelledby="mise-en-route"
      data-set-up-card=""
      className="grid gap-3 rounded-card border-2 border-accent bg-accent-soft p-4"
    >
      <h2 id="mise-en-route">{t("card.title")}</h2>
      <p>{t("card.what", { done, of: STEPS.length, minutes })}</p>
      <div className="flex flex-wrap items-center gap-3">
        <PageLink href={pageOfStep(next, slug)} className={buttonClass()}>
          {t("card.go", { step: t(`to.${next}`) })} <span aria-hidden="true">›</span>
        </PageLink>
        <StaffForm
          form="cacher"
          action={actOfStep("opening", "cacher", slug)}
          typed={undefined}
          submit={t("card.close")}
          look="quiet"
        >
          {() => <input type="hidden" name="organisation" value={organisation} />}
        </StaffForm>
      </div>
    </section>
  );
}

/** On the other pages of coordination: one line that leads back. Not beside the card. */
export function ContinueLine({ firstHour: { next, slug } }: Props) {
  const t = useTranslations("staff.firstHour");
  return (
    <p className="mb-3 print:hidden [main:has([data-set-up-card])_&]:hidden">
      <PageLink href={pageOfStep(next, slug)} className="inline-flex min-h-target items-center font-bold">
        {t("resume")} <span aria-hidden="true">›</span>
      </PageLink>
    </p>
  );
}
