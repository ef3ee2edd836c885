"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** A fault of ours: said as ours, with the way on. */
export default function ErrorPage() {
  const t = useTranslations("site.broken");
  return (
    <main className="mx-auto grid max-w-2xl gap-4 px-4 py-8">
      <h1>{t("title")}</h1>
      <p>{t("what")}</p>
      <p>{t("do")}</p>
      <p><Button onClick={() => window.location.reload()}>{t("again")}</Button></p>
    </main>
  );
}
