"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** A fault of ours inside the site's frame: said as ours, with the way on; the telephone stands in the footer. */
export default function ErrorPage() {
  const t = useTranslations("site.broken");
  return (
    <div className="grid max-w-2xl gap-4">
      <h1>{t("title")}</h1>
      <p>{t("what")}</p>
      <p>{t("do")}</p>
      <p><Button onClick={() => window.location.reload()}>{t("again")}</Button></p>
    </div>
  );
}
