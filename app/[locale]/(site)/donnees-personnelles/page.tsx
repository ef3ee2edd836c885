import type { Metadata } from "next";
import { sendsOf } from "#lib/message/channel.ts";
import { contracts } from "#lib/server/message/contracts.ts";
import { getTranslations } from "next-intl/server";
import { operatorOfPage, type OwnPage } from "#app/[locale]/operator-of-page.ts";
import { titleFor } from "#app/[locale]/title-of-page.ts";
import { OperatorLinks } from "#components/site/operator-links.tsx";
import { Facts, Part, Prose } from "#components/site/prose.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { listOperators } from "#lib/server/place/read-operator.ts";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, operator] = await Promise.all([getTranslations("legal.privacy"), operatorOfPage(params)]);
  return { title: titleFor(t("title"), operator) };
}

export default async function PrivacyPage({ params }: OwnPage) {
  const [t, site, operator] = await Promise.all([
    getTranslations("legal.privacy"),
    getTranslations("site"),
    operatorOfPage(params),
  ]);
  const operators = operator ? [] : await listOperators();
  return (
    <Prose title={t("title")}>
      <p>{t("intro")}</p>
      <Part title={t("line.title")}>
        <Facts
          facts={[t("line.kept"), t("line.use", { sends: sendsOf(contracts()) }), t("line.erased"), t("backup")]}
        />
      </Part>
      <Part title={t("booking.title")}>
        <Facts
          facts={[
            t("booking.kept"),
            t("booking.use", { sends: sendsOf(contracts()) }),
            t("booking.erased"),
            t("backup"),
          ]}
        />
      </Part>
      <Part title={t("request.title")}>
        <Facts facts={[t("request.kept"), t("request.use"), t("request.erased"), t("backup")]} />
      </Part>
      <Part title={t("rest.title")}>
        <p>{t("rest.text")}</p>
      </Part>
      <Part title={t("never.title")}>
        <p>{t("never.text")}</p>
      </Part>
      <Part title={t("who.title")}>
        <Facts facts={[t("who.team"), t("who.partners")]} />
      </Part>
      <Part title={t("cookies.title")}>
        <p>{t("cookies.text")}</p>
      </Part>
      <Part title={t("rights.title")}>
        <p>{t("rights.text")}</p>
        {operators.length > 0 ? (
          <>
            <p>{t("rights.askOne")}</p>
            <OperatorLinks operators={operators} page="/donnees-personnelles" />
          </>
        ) : (
          <>
            <p>
              {t.rich("rights.ask", {
                organisation: () => (operator ? <FrenchText text={operator.name} /> : site("name")),
              })}
            </p>
            <Telephone operator={operator} />
          </>
        )}
        <p>{t("rights.cnil")}</p>
      </Part>
    </Prose>
  );
}
