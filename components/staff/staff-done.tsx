import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";

/**
 * Says what was just done, after a form of the team led here, and has the focus: a new page says nothing of it by
 * itself, and the button that was pressed may be gone. `done`: a key under `staff.done`, or under `form.done` on a page
 * in four languages, from the address of the page; any other is not said.
 */
export function StaffDone({ done }: { done: string | undefined }) {
  const t = useTranslations();
  const key = done === undefined ? undefined : [`form.done.${done}`, `staff.done.${done}`].find((one) => t.has(one));
  return key === undefined ? null : (
    <Notice tone="done" live="status" focused>
      {t(key)}
    </Notice>
  );
}
