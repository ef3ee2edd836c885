import { useTranslations } from "next-intl";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** What went wrong, at the top of the page: a link to the field of the form that is shown, or the sentence alone where none is. */
export function Trouble({ sentence, field }: { sentence: string; field: "email" | "code" | undefined }) {
  const t = useTranslations("auth.errors");
  if (field === undefined)
    return (
      <Notice tone="alert" live="alert">
        {sentence}
      </Notice>
    );
  return <ErrorSummary title={t("title")} errors={[{ field, sentence }]} />;
}
