import { act, answerForms, changing, type SentForm } from "#app/staff-form.ts";
import {
  changeTopic,
  fieldsOfTopic,
  listManagedTopics,
  switchTopic,
  switchTopicAt,
} from "#lib/server/schedule/managed-topics.ts";
import { topicForm } from "#lib/wire/schedule/topic-body.ts";

const to = ({ part, text }: SentForm): string =>
  `/coordination/demarches/${part("cle")}?${new URLSearchParams({ organisation: text("slug") })}`;

/** Offers a topic, or no longer, at all places or at one. */
const switches = (offered: boolean) =>
  act({
    run: ({ actor, part, text }) => switchTopic(actor, text("organisation"), part("cle"), offered),
    done: offered ? "topicOn" : "topicOff",
    to,
  });
const switchesAt = (offered: boolean) =>
  act({
    run: ({ actor, part, text }) =>
      switchTopicAt(actor, text("organisation"), part("cle"), { place: text("place"), offered }),
    done: offered ? "topicOn" : "topicOff",
    to,
  });

/** The forms of the page of a topic; the field `organisation` holds the id of its organisation. */
export const POST = answerForms(({ part }) => `/coordination/demarches/${encodeURIComponent(part("cle"))}`, {
  enregistrer: changing(
    async ({ actor, part, text }) => {
      const topics = await listManagedTopics(actor, text("organisation"));
      const topic = topics.ok ? topics.value.find(({ key }) => key === part("cle")) : undefined;
      return topic && fieldsOfTopic(topic);
    },
    act({
      form: topicForm,
      run: ({ actor, part, text, seen }, typed) => changeTopic(actor, text("organisation"), part("cle"), typed, seen),
      done: "saved",
      to,
    }),
  ),
  arreter: switches(false),
  reprendre: switches(true),
  "pas-ici": switchesAt(false),
  ici: switchesAt(true),
});
