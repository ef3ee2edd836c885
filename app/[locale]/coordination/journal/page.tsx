import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { EntryPages } from "#components/staff/journal/entry-pages.tsx";
import { JournalEntries } from "#components/staff/journal/journal-entries.tsx";
import { JournalFilter } from "#components/staff/journal/journal-filter.tsx";
import { isJournalAct } from "#components/staff/journal/wording.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RECORD_KEPT } from "#lib/access/retention.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readJournal } from "#lib/server/journal/read-journal.ts";
import { isUuid } from "#lib/uuid.ts";

const HREF = "/coordination/journal";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.journal"))("name"), robots: { index: false } };
}

/**
 * Who changed what, when, and who looked for a resident, newest first; narrowed to a kind of act or a person by its
 * address.
 */
export default async function JournalPage(props: StaffPageProps) {
  const [t, sections, { actor, query }] = await Promise.all([
    getTranslations("staff.journal"),
    getTranslations("staff.sections.journal"),
    openStaffPage(props, HREF),
  ]);
  const of = await organisationOfPage(actor, "read-journal", singleValue(query["organisation"]));
  if (!of) return <NotFound />;
  const [asked, who, before] = [query["acte"], query["personne"], query["avant"]].map(singleValue);
  const act = asked !== undefined && isJournalAct(asked) ? asked : undefined;
  const account = who !== undefined && isUuid(who) ? who : undefined;
  const read = await readJournal(actor, { organisation: of.chosen.id, act, account, before });
  if (!read.ok) return <NotFound />;
  const { entries, next, people, timeZone } = read.value;
  const narrowed = new URLSearchParams({
    organisation: of.chosen.slug,
    ...(act !== undefined && { acte: act }),
    ...(account !== undefined && { personne: account }),
  });
  return (
    <div className="grid max-w-4xl gap-5">
      <h1>{sections("name")}</h1>
      <OtherOrganisations href={HREF} chosen={of.chosen} others={of.others} />
      <p className="text-soft">{t("what", { months: RECORD_KEPT.months })}</p>
      <JournalFilter href={HREF} organisation={of.chosen.slug} act={act} person={account} people={people} />
      {entries.length === 0 && <Notice>{t("nothing")}</Notice>}
      <JournalEntries entries={entries} timeZone={timeZone} />
      <EntryPages href={`${HREF}?${narrowed}`} before={before} next={next} />
    </div>
  );
}
