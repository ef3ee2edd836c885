import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { stepAfter, stepBefore, type ServiceField, type Step } from "#lib/place/first-hour.ts";
import { pageOfStep } from "./paths.ts";

type Props = {
  slug: string;
  here: Step;
  /** The id of the form that is saved on the way to the next step; without it the next step is a plain link. */
  form?: string;
  /** What is still missing here. */
  missing?: readonly ServiceField[];
  /** What the button of that form says, when it is not « Enregistrer et continuer ». */
  says?: string;
  /** The next step is not shown as the main way: something is to be done here first. */
  isQuiet?: boolean;
};

/** The way back and on at the end of a step, and what is still to be said in it. */
export function StepFoot({ slug, here, form, says, missing = [], isQuiet = false }: Props) {
  const t = useTranslations("staff.firstHour");
  const locale = useLocale();
  const before = stepBefore(here);
  const after = stepAfter(here);
  const fields = new Intl.ListFormat(locale).format(missing.map((field) => t(`missing.${field}`)));
  const look = isQuiet ? "ghost" : "full";
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t-2 border-hair pt-4">
      {before && (
        <PageLink href={pageOfStep(before, slug)} className={buttonClass("quiet")}>
          <span aria-hidden="true">‹</span> {t("back")}
        </PageLink>
      )}
      {missing.length > 0 && (
        <p className="flex flex-1 items-center justify-end gap-2 font-bold text-alert">
          <Icon name="cross" size={22} />
          {t("stays", { fields })}
        </p>
      )}
      {after &&
        (form === undefined ? (
          <PageLink href={pageOfStep(after, slug)} className={`${buttonClass(look)} ms-auto`}>
            {t("continueTo", { step: t(`to.${after}`) })} <span aria-hidden="true">›</span>
          </PageLink>
        ) : (
          <button type="submit" form={form} name="suite" value="oui" className={`${buttonClass(look)} ms-auto`}>
            {says ?? t("saveAndContinue", { step: t(`to.${after}`) })} <span aria-hidden="true">›</span>
          </button>
        ))}
    </div>
  );
}
