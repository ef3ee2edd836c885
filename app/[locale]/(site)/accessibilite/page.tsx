import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { routing } from "#i18n/routing.ts";
import { Facts, Part, Prose } from "#components/site/prose.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.accessibility");
  return { title: t("title") };
}

export default async function AccessibilityPage() {
  const [t, operator] = await Promise.all([getTranslations("legal.accessibility"), readOperator()]);
  return (
    <Prose title={t("title")}>
      <p>{t("intro")}</p>
      <p>{t("state")}</p>
      {operator && <p>{t.rich("who", { organisation: () => <FrenchText text={operator.name} /> })}</p>}
      <Part title={t("tested.title")}>
        <Facts facts={[t("tested.script"), t("tested.size"), t("tested.contrast"), t("tested.colour")]} />
      </Part>
      <Part title={t("todo.title")}>
        <Facts facts={[t("todo.readers"), t("todo.people"), t("todo.translations"), t("todo.audit")]} />
      </Part>
      <Part title={t("contact.title")}>
        <p>{t("contact.text")}</p>
        <Telephone phone={operator?.phone} hours={operator?.phoneHours} />
      </Part>
      <Part title={t("defender.title")}>
        <p>{t("defender.text")}</p>
        <a
          href="https://formulaire.defenseurdesdroits.fr"
          rel="noreferrer"
          className="inline-flex min-h-target items-center justify-self-start font-bold"
        >
          {t("defender.write")}
        </a>
        <p>{t.rich("defender.post", { french: (text) => <bdi lang={routing.defaultLocale}>{text}</bdi> })}</p>
      </Part>
      <p className="text-soft">{t("date")}</p>
    </Prose>
  );
}
