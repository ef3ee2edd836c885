import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";

/**
 * Says what was just done, after a form of the team led here, and has the focus: a new page says nothing of it by itself, and the
 * button that was pressed may be gone. `done`: a key under `staff.done`, from the address of the page; any other is not said.
 */
export function StaffDone({ done }: { done: string | undefined }) {
  const t = useTranslations("staff.done");
  return done !== undefined && t.has(done as "saved") ? (
    <Notice tone="done" live="status" focused>
      {t(done as "saved")}
    </Notice>
  ) : null;
}
