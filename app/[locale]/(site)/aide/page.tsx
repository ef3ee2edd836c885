import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrderRules } from "#components/queue/order-rules.tsx";
import { Part, Prose } from "#components/site/prose.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";

const steps = [
  ["come", "pin"],
  ["number", "number"],
  ["wait", "clock"],
  ["called", "two-people"],
] as const satisfies readonly (readonly [string, IconName])[];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("help");
  return { title: t("title") };
}

export default async function HelpPage() {
  const [t, rules, bring, operator] = await Promise.all([
    getTranslations("help"),
    getTranslations("rules"),
    getTranslations("permanence.bring"),
    readOperator(),
  ]);
  return (
    <Prose title={t("title")}>
      <Part title={t("screen.title")}>
        <p>{t("screen.text")}</p>
        <Telephone phone={operator?.phone} hours={operator?.phoneHours} />
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
