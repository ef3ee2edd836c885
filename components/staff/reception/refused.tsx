import { useTranslations } from "next-intl";
import { sayRefusal } from "#components/staff/wording.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { StaffRefusal } from "#lib/wire/staff-form.ts";

/** Why what a button stands for was not done. It has the focus. */
export function Refused({ code }: { code: StaffRefusal }) {
  const t = useTranslations();
  return (
    <Notice tone="alert" live="alert" focused>
      {sayRefusal(t, code)}
    </Notice>
  );
}
