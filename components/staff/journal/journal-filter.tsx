import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { JournalAccount, JournalAct } from "#lib/access/journal.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { useAccountName } from "./journal-entries.tsx";
import { journalWording } from "./wording.ts";

type Props = {
  href: string;
  organisation: string;
  act: string | undefined;
  person: string | undefined;
  people: readonly JournalAccount[];
};

/** Narrows the journal to one kind of act, one person, or both; a plain form that leads to an address. */
export function JournalFilter({ href, organisation, act, person, people }: Props) {
  const t = useTranslations("staff.journal");
  const locale = useLocale() as Locale;
  const named = useAccountName();
  const kinds = (Object.keys(journalWording) as JournalAct[]).map((value) => ({
    value,
    label: t(`kinds.${journalWording[value]}`),
  }));
  return (
    <form
      method="get"
      action={getPathname({ href, locale })}
      className="grid gap-4 md:grid-cols-[1fr_1fr_auto] md:items-end"
    >
      <input type="hidden" name="organisation" value={organisation} />
      <SelectField
        id="acte"
        name="acte"
        label={t("kind")}
        defaultValue={act ?? ""}
        error={undefined}
        options={[{ value: "", label: t("everyKind") }, ...kinds]}
      />
      <SelectField
        id="personne"
        name="personne"
        label={t("person")}
        defaultValue={person ?? ""}
        error={undefined}
        options={[
          { value: "", label: t("everybody") },
          ...people.map((account) => ({ value: account.id, label: named(account) })),
        ]}
      />
      <Button type="submit">{t("show")}</Button>
    </form>
  );
}
