import { TOPIC_BOX } from "#lib/wire/staff-form.ts";
import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import type { becomesForm } from "#lib/wire/access/people.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { fieldsOfWorkingTime } from "#lib/wire/planning/working-time-form.ts";
import { HoursField } from "#components/staff/hours-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  time: {
    readonly hours: string;
    readonly topicKeys: readonly string[];
    readonly topics: readonly NamedTopic[];
  };
  action: string;
  typed: TypedForm | undefined;
  /** The hidden fields of the organisation. */
  children: ReactNode;
};

/** When somebody usually works, and the topics that they know. */
export function WorkingTime({ time, action, typed, children }: Props) {
  const t = useTranslations("staff.people.time");
  const { name } = useTopicWords();
  return (
    <section aria-labelledby="working-time" className="grid gap-3">
      <h2 id="working-time">{t("title")}</h2>
      <p>{t("what")}</p>
      <StaffForm
        form="temps"
        action={action}
        typed={typed}
        stored={fieldsOfWorkingTime(time)}
        submit={t("save")}
        look="ghost"
      >
        {(field) => (
          <>
            {children}
            <HoursField {...field("hours")} label={t("hours")} example={t("example")} />
            <fieldset className="grid gap-1">
              <legend className="font-bold">{t("topics")}</legend>
              <p className="text-soft">{t("topicsHint")}</p>
              <div className="grid gap-x-4 sm:grid-cols-2">
                {time.topics.map((topic) => {
                  const box = field(`${TOPIC_BOX}${topic.key}`);
                  return (
                    <TickBox key={topic.key} name={box.name} ticked={box.defaultValue !== ""}>
                      {name(topic)}
                    </TickBox>
                  );
                })}
              </div>
            </fieldset>
          </>
        )}
      </StaffForm>
    </section>
  );
}

/** From which day on a service civique is a conseiller. */
export function BecomesConseiller({ action, typed, children }: Omit<Props, "time">) {
  const t = useTranslations("staff.people.becomes");
  return (
    <section aria-labelledby="becomes" className="grid gap-3">
      <h2 id="becomes">{t("title")}</h2>
      <p>{t("what")}</p>
      <StaffForm<NameOf<typeof becomesForm>>
        form="devient"
        action={action}
        typed={typed}
        submit={t("save")}
        look="ghost"
      >
        {(field) => (
          <>
            {children}
            <Field {...field("from")} type="date" label={t("from")} required className="max-w-xs" />
          </>
        )}
      </StaffForm>
    </section>
  );
}
