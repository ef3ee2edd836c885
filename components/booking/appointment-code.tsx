import { useTranslations } from "next-intl";

/** The code to say at the counter or on the telephone, in two groups of three so that it can be read aloud. */
export function AppointmentCode({ code }: { code: string }) {
  const t = useTranslations("appointment");
  return (
    <section aria-labelledby="code" className="grid gap-1 rounded-card border-2 border-edge bg-card p-4">
      <h2 id="code">{t("code")}</h2>
      <p className="sr-only">{[...code].join(", ")}</p>
      <p aria-hidden="true">
        <bdi dir="ltr" className="number inline-flex flex-wrap gap-x-4 text-[2.2rem] tracking-[0.12em]">
          <span>{code.slice(0, 3)}</span>
          <span>{code.slice(3)}</span>
        </bdi>
      </p>
      <p>{t("codeHint")}</p>
      <p className="text-soft">{t("keep")}</p>
    </section>
  );
}
