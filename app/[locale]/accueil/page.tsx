import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { localeOf } from "#i18n/routing.ts";
import { LanguageLinks } from "#components/site/language-links.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { PutTopicAside, CasesAside } from "#components/staff/reception/aside.tsx";
import { FoundActs } from "#components/staff/reception/found-acts.tsx";
import { BookedCard, FoundCard, NextCall } from "#components/staff/reception/found-card.tsx";
import { Finder } from "#components/staff/reception/finder.tsx";
import { ChosenHour, HoursStep } from "#components/staff/reception/hours-step.tsx";
import { MaskedList } from "#components/staff/reception/masked-list.tsx";
import { NumberCard } from "#components/staff/reception/number-given.tsx";
import { OpenLines } from "#components/staff/reception/open-lines.tsx";
import { PersonStep } from "#components/staff/reception/person-step.tsx";
import { Refused } from "#components/staff/reception/refused.tsx";
import { ReceptionFrame } from "#components/staff/reception/reception-frame.tsx";
import { ChosenTopic, TopicStep } from "#components/staff/reception/topic-step.tsx";
import { FactorDue } from "#components/staff/second-factor/factor-due.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FoundAppointment } from "#lib/booking/found-appointment.ts";
import { isStillHeld, type ReceptionCase } from "#lib/booking/reception-case.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { secondFactorToSetUp } from "#lib/server/auth/second-factor/own-factor.ts";
import { placesToFindAt } from "#lib/server/booking/find-again.ts";
import { readCases } from "#lib/server/booking/reception/cases.ts";
import { readFirstHours } from "#lib/server/booking/reception/first-hours.ts";
import { readNumberGiven } from "#lib/server/booking/reception/number-given.ts";
import { readFound, readMasked } from "#lib/server/booking/reception/open-found.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { readOpenLines, type OpenLine } from "#lib/server/queue/read-open-lines.ts";
import { readCalledTopics } from "#lib/server/schedule/read-topics.ts";
import { isStaffRefusal, type StaffRefusal } from "#lib/wire/staff-form.ts";

const HREF = "/accueil";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("site"))("reception"), robots: { index: false } };
}

/**
 * The desk and the telephone: books for whoever asks, puts a case aside and takes it up again
 * (docs/booking.md#reception).
 */
export default async function ReceptionPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const one = (name: string): string | undefined => singleValue(query[name]);
  const cases = await readCases(actor);
  const kept = cases.find(({ id }) => id === one("cas"));
  const asked = one("organisation") ?? kept?.organisation ?? typed?.fields["slug"];
  const [t, staff, site, locale, held, factorDue] = await Promise.all([
    getTranslations("staff.reception"),
    getTranslations("staff"),
    getTranslations("site"),
    getLocale(),
    organisationOfPage(actor, "book-as-team", asked, "some-place"),
    secondFactorToSetUp(actor),
  ]);
  const now = clock.now();
  const languages = <LanguageLinks label={site("languages")} current={localeOf(locale)} />;
  if (!held)
    return (
      <ReceptionFrame languages={languages}>
        <Notice>{staff("nothingHere")}</Notice>
      </ReceptionFrame>
    );
  const { id: organisation, slug } = held.chosen;
  const [topics, timeZone, found, masked, given, places, lines] = await Promise.all([
    readCalledTopics({ organisation: organisation }, localeOf(locale)),
    zoneOfOrganisation(db, organisation),
    readFound(actor, one("trouve")),
    readMasked(actor, one("masque")),
    readNumberGiven(actor, one("passage")),
    kept ? [] : placesToFindAt(organisation),
    readOpenLines(actor, organisation),
  ]);
  const nameOf = (key: string): string => topics.find((topic) => topic.key === key)?.name ?? key;
  const topic = kept?.topic ?? topics.find(({ key }) => key === one("demarche"))?.key;
  const namesOf = ({ held: { topics: keys } }: FoundAppointment): string => keys.map(nameOf).join(", ");
  const isMoving = found !== undefined && one("deplacer") !== undefined;
  const refusal = refusalToSay(typed, kept);
  const booked = done === "appointmentBooked" ? found : undefined;
  return (
    <ReceptionFrame now={{ moment: now, timeZone }} languages={languages}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-7 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid content-start gap-6">
          <FactorDue due={factorDue} link />
          <OtherOrganisations href={HREF} {...held} />
          {booked || done === "numberGiven" ? null : <Done done={done} />}
          {one("cas") !== undefined && !kept && <Notice tone="warn">{staff("refusals.caseGone")}</Notice>}
          {refusal !== undefined && <Refused code={refusal} />}
          {isMoving && <MoveHours actor={actor} organisation={organisation} found={found} query={query} />}
          {given && !found && <NumberCard given={given} slug={slug} typed={typed} />}
          {masked.length > 0 && <MaskedList found={masked} />}
          {found && !booked && (
            <FoundCard found={found} topics={namesOf(found)}>
              <FoundActs found={found} typed={typed} now={now} />
            </FoundCard>
          )}
          {(masked.length > 0 || (found && !booked)) && <NextCall slug={slug} />}
          {booked && (
            <BookedCard found={booked} topics={namesOf(booked)} slug={slug}>
              <FoundActs found={booked} typed={typed} now={now} />
            </BookedCard>
          )}
          {!found && !given && masked.length === 0 && topic === undefined && (
            <TopicStep slug={slug} topics={topics} typed={typed} focused={!typed} />
          )}
          {!found && !given && masked.length === 0 && topic !== undefined && (
            <>
              <ChosenTopic slug={slug} name={nameOf(topic)} />
              <Hours actor={actor} of={{ organisation, slug, topic }} kept={kept} query={query} />
              {kept?.hour && <PersonStep kept={kept} typed={typed} />}
              {kept && !kept.hour && <NextCall slug={slug} />}
              {!kept && <PutTopicAside slug={slug} topic={topic} />}
            </>
          )}
        </div>
        <div className="grid content-start gap-6">
          {kept ? <p>{t("find.first")}</p> : <Finder slug={slug} places={places} typed={typed} />}
          <CasesAside cases={cases.filter((other) => other !== kept)} nameOf={nameOf} timeZone={timeZone} now={now} />
          <OpenLines lines={lines.map(withKey)} now={now} />
        </div>
      </div>
    </ReceptionFrame>
  );
}

/** A number is given where numbers are given: a key for each form, so that two clicks give one. */
const withKey = (line: OpenLine): OpenLine & { readonly numberKey?: string } =>
  line.board && line.permanence.numbers === "given" && !line.board.suspended
    ? { ...line, numberKey: randomUUID() }
    : line;

/** The forms that say themselves why they were refused. */
const SAY_IT_THEMSELVES = ["demarche", "code", "heure", "prenom", "numero", "retard", "sms"];

/** Why a button was refused, which has no form on the page to say it. */
function refusalToSay(typed: StaffPage["typed"], kept: ReceptionCase | undefined): StaffRefusal | undefined {
  const code = typed?.refusals["form"];
  const saysIt =
    typed && (SAY_IT_THEMSELVES.includes(typed.form) || (typed.form === "cas" && kept?.hour !== undefined));
  return code !== undefined && !saysIt && isStaffRefusal(code) ? code : undefined;
}

/** After these the first field of a new case has the focus, since the next person is waiting. */
const GOES_ON = ["caseAside", "caseDropped"] as const;

async function Done({ done }: { done: string | undefined }) {
  const t = await getTranslations("staff.done");
  const goesOn = GOES_ON.find((one) => one === done);
  return goesOn ? (
    <Notice tone="done" live="status">
      {t(goesOn)}
    </Notice>
  ) : (
    <StaffDone done={done} />
  );
}

/** Where the appointment that is open can be moved. */
async function MoveHours({
  actor,
  organisation,
  found: { ref, held },
  query,
}: {
  actor: StaffPage["actor"];
  organisation: string;
  found: FoundAppointment;
  query: StaffPage["query"];
}) {
  const page = furtherOf(query);
  const permanence = singleValue(query["jour"]);
  const [topic, ...others] = held.topics;
  const { hours, further } =
    topic === undefined
      ? { hours: [], further: false }
      : await readFirstHours(actor, organisation, [topic, ...others], { further: page, permanence });
  return (
    <HoursStep
      hours={hours}
      act={`${HREF}/deplacer?${new URLSearchParams({ trouve: ref })}`}
      fields={{ trouve: ref }}
      asked={{ trouve: ref, deplacer: "1" }}
      page={page}
      further={further}
      ofOne={permanence !== undefined}
      toMove
    />
  );
}

/** How many threes of hours were read out before. */
const furtherOf = (query: StaffPage["query"]): number =>
  Number(/^\d{1,2}$/u.exec(singleValue(query["suite"]) ?? "")?.[0] ?? 0);

/** The hour that the case has, or the hours to choose from. */
async function Hours({
  actor,
  of: { organisation, slug, topic },
  kept,
  query,
}: {
  actor: StaffPage["actor"];
  of: { readonly organisation: string; readonly slug: string; readonly topic: string };
  kept: ReceptionCase | undefined;
  query: StaffPage["query"];
}) {
  const page: Readonly<Record<string, string>> = kept ? { cas: kept.id } : { organisation: slug, demarche: topic };
  const isChanging = singleValue(query["heures"]) !== undefined;
  if (kept?.hour && !isChanging)
    return (
      <ChosenHour
        hour={kept.hour}
        held={isStillHeld(kept, clock.now())}
        change={`${HREF}?${new URLSearchParams({ ...page, heures: "1" })}`}
      />
    );
  const further = furtherOf(query);
  const day = singleValue(query["jour"]);
  const { hours, further: more } = await readFirstHours(actor, organisation, [topic], { further, permanence: day });
  return (
    <HoursStep
      hours={hours}
      act={kept ? `${HREF}/tenir?${new URLSearchParams({ cas: kept.id })}` : `${HREF}/tenir`}
      fields={{ slug, topic }}
      asked={{ ...page, ...(kept?.hour && { heures: "1" }) }}
      page={further}
      further={more}
      ofOne={day !== undefined}
    />
  );
}
