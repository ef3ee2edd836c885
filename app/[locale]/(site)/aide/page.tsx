import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { OrderRules } from "#components/queue/order-rules.tsx";
import { Part, Prose } from "#components/site/prose.tsx";
import { TelephoneOfPage } from "#app/[locale]/(site)/telephone-of-page.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";

const steps = [
  ["come", "pin"],
  ["number", "number"],
  ["wait", "clock"],
  ["called", "two-people"],
] as const satisfies readonly (readonly [string, IconName])[];

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("help"), shownOrganisation(params)]);
  return { title: titleFor(t("title"), organisation) };
}

export default async function HelpPage({ params }: OwnPage) {
  const [t, rules, bring, findAgain, organisation] = await Promise.all([
    getTranslations("help"),
    getTranslations("rules"),
    getTranslations("permanence.bring"),
    getTranslations("findAgain"),
    shownOrganisation(params),
  ]);
  return (
    <Prose title={t("title")}>
      <Part title={t("screen.title")}>
        <p>{t("screen.text")}</p>
        <TelephoneOfPage organisation={organisation} />
      </Part>
      <Part title={t("lost.title")}>
        <p>
          {t("lost.text")}{" "}
          <PageLink href="/retrouver" className="inline-flex min-h-target items-center font-bold">
            {findAgain("title")}
          </PageLink>
        </p>
      </Part>
      <Part title={t("what.title")}>
        <p>{t("what.text")}</p>
      </Part>
      <Part title={t("steps.title")}>
        <ol className="grid gap-3">
          {steps.map(([key, icon]) => (
            <li key={key} className="flex items-center gap-4">
              <Icon name={icon} size={36} />
              {t(`steps.${key}`)}
            </li>
          ))}
        </ol>
      </Part>
      <Part title={rules("title")}>
        <OrderRules />
      </Part>
      <Part title={bring("title")}>
        <p>{bring("always")}</p>
        <p>{bring("missing")}</p>
      </Part>
    </Prose>
  );
}
