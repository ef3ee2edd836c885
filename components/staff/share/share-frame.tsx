import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TextArea } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  href: string;
  /** The address of the page that stands in the frame. */
  frame: string;
  title: string;
  /** What stands in the form (`fieldsOfFrame`). */
  stored: Readonly<Record<string, string>>;
  typed: TypedForm | undefined;
};

/** How a partner shows the next half-days on its own site: which sites may, and the text to paste there. */
export function ShareFrame({ href, frame, title, stored, typed }: Props) {
  const t = useTranslations("staff.shares.frame");
  const add = useTranslations("share.add");
  return (
    <section aria-labelledby="cadre" className="grid gap-4">
      <h2 id="cadre">{t("title")}</h2>
      <p>{t("what")}</p>
      <StaffForm form="cadre" action={`${href}/cadre`} typed={typed} stored={stored} submit={t("save")} look="ghost">
        {(field) => <TextArea {...field("origins")} label={t("origins")} hint={t("originsHint")} dir="ltr" />}
      </StaffForm>
      <TextArea
        id="code-cadre"
        readOnly
        dir="ltr"
        defaultValue={snippetOf(frame, title)}
        label={t("snippet")}
        hint={t("snippetHint")}
        rows={4}
      />
      <CopyButton field="code-cadre" label={t("copy")} done={add("copied")} byHand={add("copyByHand")} />
    </section>
  );
}

/** The element to paste into a page. */
export const snippetOf = (frame: string, title: string): string =>
  `<iframe src="${frame}" title="${escaped(title)}" width="100%" height="600" loading="lazy" style="border:0"></iframe>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/gu, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark] ?? "&quot;");
