import type { movedClock } from "#tests/support/moved-clock.ts";
import type { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { makeShareBody } from "#lib/wire/calendar/share.ts";
import { mailboxes } from "#tests/server/message/phone-store.ts";
import { on, planned } from "#tests/server/planning/assignments/planned.ts";

export const CAF = "accueil@caf.example";

type Server = Pick<Awaited<ReturnType<typeof serverOnFreshDatabase>>, "db" | "clock"> &
  Pick<ReturnType<typeof movedClock>, "waitFor">;

/** Makes an organisation with a half-day ahead, a partner who is written to, and the partner's mailbox. */
export async function partnersOn({ db, clock, waitFor }: Server) {
  const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
  const { holdAgain } = await import("#lib/server/planning/disruption/hold-again.ts");
  const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
  const { makeShare } = await import("#lib/server/calendar/make-share.ts");
  const { loadPartnerMessages, tellPartners } = await import("#lib/server/calendar/tell-partners.ts");
  const { tellAndSend } = await import("#lib/server/message/send-job.ts");

  return async function shared(more: object = {}) {
    const here = await planned(db);
    const organisation = here.organisation.id;
    const { sender: mail, mails, answers } = mailboxes();
    const send = async () => {
      await tellPartners(clock.now());
      return tellAndSend(clock.now(), {
        mail,
        mailOf: mailOfAppointment,
        random: () => 0.5,
        partnerMessages: loadPartnerMessages,
      });
    };
    /** What has come since it was asked last: the subjects. */
    const read = async () => {
      await send();
      waitFor(6);
      await send();
      return mails.splice(0).map(({ subject }) => subject);
    };
    const share = async (wanted: object) => {
      const made = await makeShare(
        here.coordinator,
        makeShareBody.parse({
          organisation,
          receiver: { name: "CAF", kind: "caf" },
          name: "Permanences",
          level: "open-hours",
          shows: { by: "places", places: "every" },
          toldEmail: CAF,
          ...wanted,
        }),
      );
      if (!made.ok) throw new Error(made.refusal);
      return made.value;
    };
    const cancel = async (permanence = here.permanence) => {
      const done = await cancelPermanence(here.coordinator, { permanence, preview: false, reason: "Travaux" });
      if (!done.ok) throw new Error(done.refusal);
    };
    const hold = async (permanence = here.permanence) => {
      const done = await holdAgain(here.coordinator, { permanence, preview: false });
      if (!done.ok) throw new Error(done.refusal);
    };
    const other = async (day: string, place = here.neuhof) => (await here.halfDay(place, on(`${day} 09:00`))).id;
    return { ...here, organisation, made: await share(more), share, mails, answers, send, read, cancel, hold, other };
  };
}
