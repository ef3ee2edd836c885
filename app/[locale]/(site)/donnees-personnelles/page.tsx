import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Facts, Part, Prose } from "#components/site/prose.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.privacy");
  return { title: t("title") };
}

export default async function PrivacyPage() {
  const [t, brand, operator] = await Promise.all([
    getTranslations("legal.privacy"),
    getTranslations("brand"),
    readOperator(),
  ]);
  return (
    <Prose title={t("title")}>
      <p>{t("intro")}</p>
      <Part title={t("line.title")}>
        <Facts facts={[t("line.kept"), t("line.erased"), t("backup")]} />
      </Part>
      <Part title={t("booking.title")}>
        <Facts facts={[t("booking.kept"), t("booking.use"), t("booking.erased"), t("backup")]} />
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
        <p>
          {t.rich("rights.ask", {
            organisation: () => (operator ? <FrenchText text={operator.name} /> : brand("name")),
          })}
        </p>
        <Telephone phone={operator?.phone} hours={operator?.phoneHours} />
        <p>{t("rights.cnil")}</p>
      </Part>
    </Prose>
  );
}
