import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { ReportForm } from "#components/tablet/desk/report-form.tsx";

/** What the report of help without a number begins with. */
const BEGIN: ReportFacts = { themes: [], minutes: 30, equipment: [] };

/**
 * « J’ai aidé quelqu’un » to be tried: the report of help without a number, which is nobody’s and goes nowhere
 * (docs/without-network.md#practice).
 */
export function PracticeHelp() {
  const t = useTranslations("practice");
  const [isOpen, open] = useState(false);
  const [isDone, note] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => (note(false), open(true))}>
        {t("help")}
      </Button>
      <p aria-live="polite" className="empty:hidden">
        {isDone && t("helpDone")}
      </p>
      {isOpen && (
        <ReportForm
          title={t("help")}
          begin={BEGIN}
          onSave={() => (note(true), open(false))}
          onClose={() => open(false)}
        />
      )}
    </>
  );
}
