import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Part, Prose } from "#components/site/prose.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.notice");
  return { title: t("title") };
}

export default async function LegalNoticePage() {
  const [t, operator] = await Promise.all([getTranslations("legal.notice"), readOperator()]);
  return (
    <Prose title={t("title")}>
      <Part title={t("publisher.title")}>
        <p>
          {operator
            ? t.rich("publisher.name", { organisation: () => <FrenchText text={operator.name} /> })
            : t("publisher.unknown")}
        </p>
        <p>{t("publisher.director")}</p>
        <Telephone phone={operator?.phone} hours={operator?.phoneHours} />
      </Part>
      <Part title={t("hosting.title")}>
        <p>{t("hosting.text")}</p>
      </Part>
      <Part title={t("sources.title")}>
        <p>{t("sources.text")}</p>
      </Part>
      <Part title={t("software.title")}>
        <p>{t("software.text")}</p>
      </Part>
    </Prose>
  );
}
