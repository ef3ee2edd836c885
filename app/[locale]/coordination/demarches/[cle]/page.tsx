import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { TopicFields } from "#components/staff/topic/topic-fields.tsx";
import { TopicName } from "#components/staff/topic/topic-name.tsx";
import { TopicPlaces } from "#components/staff/topic/topic-places.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { fieldsOfTopic, listManagedTopics, placesOfTopic } from "#lib/server/schedule/managed-topics.ts";

type Props = StaffPageProps & { params: Promise<{ cle: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.topics"))("one"), robots: { index: false } };
}

/** The page of a topic for whoever manages it: its sentences, minutes and themes, on or off, and where. */
export default async function ManagedTopicPage(props: Props) {
  const { cle } = await props.params;
  const href = `/coordination/demarches/${cle}`;
  const { actor, query, typed, done } = await openStaffPage(props, href);
  const [t, staff, held] = await Promise.all([
    getTranslations("staff.topics"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-topics", singleValue(query["organisation"])),
  ]);
  const topics = held ? await listManagedTopics(actor, held.chosen.id) : undefined;
  const topic = topics?.ok ? topics.value.find(({ key }) => key === cle) : undefined;
  if (!held || !topic) return <Notice>{staff("nothingHere")}</Notice>;
  const places = await placesOfTopic(held.chosen.id, topic.id);
  const hidden = (
    <>
      <input type="hidden" name="organisation" value={held.chosen.id} />
      <input type="hidden" name="slug" value={held.chosen.slug} />
    </>
  );
  return (
    <div className="grid gap-6">
      <p>
        <PageLink
          href={`/coordination/demarches?organisation=${held.chosen.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>
        <TopicName topic={topic} />
      </h1>
      <StaffDone done={done} />
      <section aria-labelledby="etat" className="grid gap-3">
        <h2 id="etat">{t(topic.active ? "isOn" : "isOff")}</h2>
        <p>{t("offWhat")}</p>
        <StaffForm
          form={topic.active ? "arreter" : "reprendre"}
          action={`${href}/${topic.active ? "arreter" : "reprendre"}`}
          typed={typed}
          submit={t(topic.active ? "switchOff" : "switchOn")}
          look="quiet"
        >
          {() => hidden}
        </StaffForm>
      </section>
      <section aria-labelledby="phrases" className="grid gap-3">
        <h2 id="phrases">{t("facts")}</h2>
        <p className="text-soft">{t("standardHint")}</p>
        <StaffForm
          form="enregistrer"
          action={`${href}/enregistrer`}
          typed={typed}
          stored={fieldsOfTopic(topic)}
          submit={t("save")}
        >
          {(field) => (
            <>
              {hidden}
              <TopicFields field={field} />
            </>
          )}
        </StaffForm>
      </section>
      <TopicPlaces href={href} places={places} typed={typed} hidden={hidden} />
    </div>
  );
}
