import { useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { topicsTyped } from "#lib/schedule/topic-typed.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

type Called = { readonly key: string; readonly name: string };

/**
 * Which topic it is about: its first letters typed, which is quickest by keyboard, or one of all. After letters that
 * several topics have only those are shown, the first with the focus. `slug`: of the organisation; `focused`: the field
 * has the focus.
 */
export function TopicStep({
  slug,
  topics,
  typed,
  focused,
}: {
  slug: string;
  topics: readonly Called[];
  typed: TypedForm | undefined;
  focused: boolean;
}) {
  const t = useTranslations("staff.reception");
  const several = typed?.form === "demarche" && typed.refusals["topic"] === "several-topics";
  const shown = several ? topicsTyped(typed.fields["topic"] ?? "", topics) : topics;
  return (
    <section aria-labelledby="demarche" className="grid gap-3">
      <h2 id="demarche">{t("topic.title")}</h2>
      <StaffForm form="demarche" action="/accueil/demarche" typed={typed} values={{ slug }}>
        {(field) => (
          <>
            <input type="hidden" name="slug" value={slug} />
            <div className="flex flex-wrap items-end gap-3">
              <Field
                {...field("topic")}
                label={t("topic.letters")}
                autoComplete="off"
                spellCheck={false}
                maxLength={60}
                {...(focused && { autoFocus: true })}
                className="max-w-md grow"
              />
              <Button type="submit">{t("topic.next")}</Button>
            </div>
          </>
        )}
      </StaffForm>
      <ul className="grid grid-cols-2 gap-2.5 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]">
        {shown.map(({ key, name }, at) => (
          <li key={key} className="grid">
            <PageLink
              href={`/accueil?${new URLSearchParams({ organisation: slug, demarche: key })}`}
              className={buttonClass("quiet")}
              autoFocus={several && at === 0}
            >
              {name}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The topic that was chosen, and how to choose another. */
export function ChosenTopic({ slug, name }: { slug: string; name: string }) {
  const t = useTranslations("staff.reception");
  return (
    <section aria-labelledby="demarche" className="flex flex-wrap items-center justify-between gap-3">
      <h2 id="demarche">{t("topic.chosen", { topic: name })}</h2>
      <PageLink
        href={`/accueil?${new URLSearchParams({ organisation: slug })}`}
        className="inline-flex min-h-target min-w-target items-center"
      >
        {t("topic.change")}
      </PageLink>
    </section>
  );
}
