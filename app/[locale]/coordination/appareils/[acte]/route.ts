import { act, answerForms } from "#app/staff-form.ts";
import { accept } from "#lib/result.ts";
import { makeEnrolCode, renewEnrolCode, revokeDevice, type ToEnrol } from "#lib/server/auth/devices.ts";
import { sealCode } from "#lib/server/auth/shown-code.ts";
import { deviceForm } from "#lib/wire/access/device.ts";

const PAGE = "/coordination/appareils";

/** Leads to the page with the code, sealed in its address. */
const showing = (_sent: unknown, { code, place, expiresAt, timeZone }: ToEnrol & { readonly place: string }): string =>
  `${PAGE}?${new URLSearchParams({ code: sealCode({ code, place, until: expiresAt, timeZone }) })}`;

/** The forms of the page of devices. */
export const POST = answerForms(PAGE, {
  creer: act({
    form: deviceForm,
    run: async ({ actor, key }, typed) => {
      const made = await makeEnrolCode(actor, typed, key);
      return made.ok ? accept({ ...made.value, place: typed.place }) : made;
    },
    done: "codeMade",
    to: showing,
  }),
  code: act({
    run: ({ actor, text }) => renewEnrolCode(actor, text("device")),
    done: "codeMade",
    to: showing,
  }),
  retirer: act({ run: ({ actor, text }) => revokeDevice(actor, text("device")), done: "deviceRevoked" }),
});
