import { useTranslations } from "next-intl";
import { queueWording, requestWording } from "#components/wording.ts";
import { Notice } from "#components/ui/notice.tsx";

const wording: Readonly<Record<string, (typeof queueWording)[keyof typeof queueWording]>> = {
  ...queueWording,
  ...requestWording,
};

/** Refused before the line was asked: she has none, and the sentence alone does not say so. */
const BEFORE_ALL: ReadonlySet<string | string[]> = new Set(["busy", "too-many-requests"]);

/** Why no number was given, and what to do. Text in an address that is no refusal of ours says the general thing. */
export function RefusalNotice({ refusal }: { refusal: string | string[] }) {
  const t = useTranslations("door.refused");
  const sentences = useTranslations("refusals");
  const key = typeof refusal === "string" && Object.hasOwn(wording, refusal) ? wording[refusal] : undefined;
  return (
    <Notice tone="warn" live="alert">
      {key === undefined ? (
        <>
          <p>{t("title")}</p>
          <p className="font-normal">{t("what")}</p>
        </>
      ) : BEFORE_ALL.has(refusal) ? (
        <>
          <p>{t("title")}</p>
          <p className="font-normal">
            {sentences(key)} {t("orAsk")}
          </p>
        </>
      ) : (
        <p>{sentences(key)}</p>
      )}
    </Notice>
  );
}
