import { fieldsOfChosenTopics } from "#lib/wire/schedule/topic-body.ts";
import { TOPIC_BOX } from "#lib/wire/staff-form.ts";
import { useTranslations } from "next-intl";
import { useTopicWords } from "#components/topic-words.ts";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { actOfStep } from "./paths.ts";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  organisation: { readonly id: string; readonly slug: string };
  typed: TypedForm | undefined;
  /** The standard topics. */
  topics: readonly (NamedTopic & { readonly active: boolean })[];
  hasOwn: boolean;
};

/** Step 6: each standard topic on or off, in one form. */
export function TopicsStep({ organisation: { id, slug }, typed, topics, hasOwn }: Props) {
  const t = useTranslations("staff.firstHour.topics");
  const { name } = useTopicWords();
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      <StaffForm
        form="demarches"
        action={actOfStep("topics", "enregistrer", slug)}
        typed={typed}
        stored={fieldsOfChosenTopics(topics)}
      >
        {(field) => {
          const { id: fieldset, error } = field("topics");
          return (
            <>
              <input type="hidden" name="organisation" value={id} />
              <fieldset id={fieldset} className="grid gap-1 rounded-card border-2 border-hair bg-card px-4 py-3">
                <legend className="px-1 font-bold">{t("choose")}</legend>
                {error && <p className="font-bold text-alert">{error}</p>}
                <div className="grid gap-x-5 sm:grid-cols-2 lg:grid-cols-3">
                  {topics.map((topic) => {
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
          );
        }}
      </StaffForm>
      {hasOwn && <p className="text-soft">{t("own")}</p>}
      <StepFoot slug={slug} here="topics" form="demarches-form" />
    </>
  );
}
