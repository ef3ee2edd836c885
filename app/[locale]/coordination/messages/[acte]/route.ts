import { act, answerForms, changing, ofSlug } from "#app/staff-form.ts";
import { refuse } from "#lib/result.ts";
import { readMessageSettings, saveMessageSettings } from "#lib/server/organisation/messages/message-settings.ts";
import { settleNotSent } from "#lib/server/organisation/messages/messages-not-sent.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfMessages, messageSettingsForm } from "#lib/wire/organisation/message-settings.ts";

const PAGE = "/coordination/messages";

/** The forms of the page of messages. Each message of the list has a form of its own, and a refusal is shown there. */
export const POST = answerForms(
  PAGE,
  {
    rappels: changing(
      async ({ actor, text }) => {
        const settings = await readMessageSettings(actor, text("organisation"));
        return settings && fieldsOfMessages(settings);
      },
      act({
        form: messageSettingsForm,
        run: async ({ actor, text, seen }, change) => {
          const organisation = text("organisation");
          if (!isUuid(organisation)) return refuse("not-found");
          return saveMessageSettings(actor, { organisation, change, ...(seen !== undefined && { seen }) });
        },
        done: "saved",
        to: ofSlug(PAGE),
      }),
    ),
    dit: act({
      run: async ({ actor, text }) => {
        const organisation = text("organisation");
        const message = text("message");
        return isUuid(organisation) && isUuid(message)
          ? settleNotSent(actor, { organisation, message })
          : refuse("not-found");
      },
      done: "messageSettled",
      to: ofSlug(PAGE),
    }),
  },
  (acte, { query }) => (query("message") === "" ? acte : `${acte}-${query("message")}`),
);
