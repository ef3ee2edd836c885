import { getTranslations } from "next-intl/server";

export default async function HomePage() {
  const t = await getTranslations("brand");
  return <h1 className="ps-4">{t("name")}</h1>;
}
