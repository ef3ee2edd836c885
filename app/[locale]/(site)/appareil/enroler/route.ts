import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { enrolDevice } from "#lib/server/auth/devices.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { enrolBody } from "#lib/wire/access/device.ts";

/** Enrols this browser as the device of a code, and leads a screen to the room of its place. */
export const POST = plainForm(
  () => "/appareil",
  async ({ fields, headers }) => {
    const body = enrolBody.safeParse({ code: (await fields())?.["code"] ?? "" });
    if (!body.success) return refuse("not-found");
    const enrolled = await enrolDevice(body.data.code, sharedAddressOf(headers));
    if (!enrolled.ok) return enrolled;
    const { cookie, kind, slug } = enrolled.value;
    return { ok: true, to: kind === "screen" ? `/ecran/${slug}` : `/lieux/${slug}`, cookies: [cookie] };
  },
);
