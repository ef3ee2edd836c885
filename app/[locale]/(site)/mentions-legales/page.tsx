import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { operatorOfPage, type OwnPage } from "#app/[locale]/operator-of-page.ts";
import { titleFor } from "#app/[locale]/title-of-page.ts";
import { OperatorLinks } from "#components/site/operator-links.tsx";
import { Part, Prose } from "#components/site/prose.tsx";
import { Said } from "#components/site/said.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { listOperators } from "#lib/server/place/read-operator.ts";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, operator] = await Promise.all([getTranslations("legal.notice"), operatorOfPage(params)]);
  return { title: titleFor(t("title"), operator) };
}

export default async function LegalNoticePage({ params }: OwnPage) {
  const [t, operator] = await Promise.all([getTranslations("legal.notice"), operatorOfPage(params)]);
  const operators = operator ? [] : await listOperators();
  return (
    <Prose title={t("title")}>
      {operators.length > 0 ? (
        <Part title={t("publisher.title")}>
          <p>{t("publisher.several")}</p>
          <OperatorLinks operators={operators} page="/mentions-legales" />
        </Part>
      ) : (
        <>
          <Part title={t("publisher.title")}>
            <p>
              {operator
                ? t.rich("publisher.name", {
                    organisation: () => <FrenchText text={operator.publisher ?? operator.name} />,
                  })
                : t("publisher.unknown")}
            </p>
            <p>
              {operator?.director === undefined
                ? t("publisher.directorUnknown")
                : t.rich("publisher.director", { director: () => <FrenchText text={operator.director ?? ""} /> })}
            </p>
            <Telephone operator={operator} />
          </Part>
          <Part title={t("hosting.title")}>
            <Said text={operator?.host} />
          </Part>
        </>
      )}
      <Part title={t("sources.title")}>
        <p>{t("sources.text")}</p>
      </Part>
      <Part title={t("software.title")}>
        <p>{t("software.text")}</p>
      </Part>
    </Prose>
  );
}
