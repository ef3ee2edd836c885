import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { describedBy, Field, inputClass, WithLabel } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type PartyAppointment = {
  readonly secret: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly cancelled: boolean;
  readonly code?: string;
};

/** From the page of one appointment to those of others who come along, and to the form that adds one. */
export function ToParty({ page }: { page: string }) {
  const t = useTranslations("appointment.party");
  return (
    <section aria-labelledby="encore" className="grid gap-2.5">
      <h2 id="encore">{t("go")}</h2>
      <p>{t("what")}</p>
      <p>
        <PageLink href={`${page}/tous`} className={`${buttonClass("quiet")} w-full sm:w-auto`}>
          {t("add")}
        </PageLink>
      </p>
    </section>
  );
}

/** The appointments on one contact, one below the other, as they are printed: the hour, the place, the code. */
export function PartyList({ party }: { party: readonly PartyAppointment[] }) {
  const t = useTranslations("appointment.party");
  const of = useTranslations("appointment");
  const locale = useLocale();
  return (
    <ol className="grid gap-3">
      {party.map(({ secret, start, timeZone, place, cancelled, code }) => (
        <Card as="li" key={secret} className="grid gap-1 break-inside-avoid">
          <h2 className="first-letter:uppercase">
            {of.rich("when", {
              day: () => sayDay(localDateOf(start, timeZone), locale),
              hour: () => <bdi className="whitespace-nowrap">{sayHour(start, timeZone, locale)}</bdi>,
            })}
          </h2>
          <p>
            <FrenchText text={place} />
          </p>
          {cancelled && <p className="font-bold text-alert">{t("cancelled")}</p>}
          {code !== undefined && (
            <p>
              {of("code")}{" "}
              <bdi dir="ltr" className="number text-[1.33rem] tracking-[0.12em] whitespace-nowrap">
                {code.slice(0, 3)} {code.slice(3)}
              </bdi>
            </p>
          )}
          <p className="print:hidden">
            <PageLink href={`/rendez-vous/${secret}`} className="inline-flex min-h-target items-center font-bold">
              {t("see")}
            </PageLink>
          </p>
        </Card>
      ))}
    </ol>
  );
}

/** The form that adds one more person. `topic`: that of the first one; `refused`: why the last one was not added. */
export function AddToParty({
  action,
  formKey,
  topics,
  topic,
  typed,
  refused,
}: {
  action: string;
  formKey: string;
  topics: readonly NamedTopic[];
  topic: string | undefined;
  typed: Readonly<Record<string, string>>;
  refused: ReactNode;
}) {
  const t = useTranslations("appointment.party");
  const { name } = useTopicWords();
  const field = { id: "topic", label: t("topic") };
  return (
    <section aria-labelledby="ajouter" className="grid gap-3 print:hidden">
      <h2 id="ajouter">{t("go")}</h2>
      {refused}
      <p>{t("lead")}</p>
      <form method="post" action={action} noValidate className="grid gap-4">
        <input type="hidden" name="key" value={formKey} />
        <Field
          id="name"
          name="name"
          label={t("name")}
          defaultValue={typed["name"]}
          autoComplete="off"
          maxLength={60}
          dir="auto"
          className="[&_input]:rtl:text-end"
        />
        <WithLabel {...field}>
          <select
            id={field.id}
            name="topic"
            defaultValue={typed["topic"] ?? topic}
            aria-describedby={describedBy(field)}
            className={inputClass()}
          >
            {topics.map((one) => (
              <option key={one.key} value={one.key}>
                {name(one)}
              </option>
            ))}
          </select>
        </WithLabel>
        <Button id="add" type="submit" className="w-full sm:w-auto sm:justify-self-start">
          {t("submit")}
        </Button>
      </form>
    </section>
  );
}

/** Why one more person was not added. */
export function NotAdded({ sentence }: { sentence: string }) {
  const t = useTranslations("appointment.party");
  return <ErrorSummary title={t("not")} errors={[{ field: "add", sentence }]} />;
}
