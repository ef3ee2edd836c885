import { act, answerForm, ofSlug } from "#app/staff-form.ts";
import { createTopic } from "#lib/server/schedule/managed-topics.ts";
import { topicForm } from "#lib/wire/schedule/topic-body.ts";

/** Makes a topic from the form, and leads to the list. */
export const POST = answerForm(
  "/coordination/demarches/creer",
  "demarche",
  act({
    form: topicForm,
    run: ({ actor, key, text }, typed) => createTopic(actor, text("organisation"), typed, key),
    done: "topicMade",
    to: ofSlug("/coordination/demarches"),
  }),
);
