import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";

/**
 * Says what was just done, after a form of the team led here. `done`: a key under `staff.done`, from the address of the
 * page; any other is not said.
 */
export function StaffDone({ done }: { done: string | undefined }) {
  const t = useTranslations("staff.done");
  return done !== undefined && t.has(done as "saved") ? (
    <Notice tone="done" live="status">
      {t(done as "saved")}
    </Notice>
  ) : null;
}
