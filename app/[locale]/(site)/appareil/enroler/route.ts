import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { enrolDevice } from "#lib/server/auth/devices.ts";
import { sharedAddressOf } from "#lib/server/edge/address-of.ts";
import { enrolBody } from "#lib/wire/access/device.ts";

/** Enrols this browser as the device of a code, and leads a screen to the room of its place. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const at = (href: string): string => getPathname({ href, locale });
  const typed = formFieldsOf(request);
  return handleForm(
    request,
    (trouble) => seeOther(at(`/appareil?refus=${trouble}`)),
    async () => {
      const body = enrolBody.safeParse({ code: (await typed())?.["code"] ?? "" });
      const enrolled = body.success ? await enrolDevice(body.data.code, sharedAddressOf(request.headers)) : undefined;
      if (!enrolled?.ok) return seeOther(at(`/appareil?refus=${enrolled?.refusal ?? "not-found"}`));
      const { cookie, kind, slug } = enrolled.value;
      return seeOther(at(kind === "screen" ? `/ecran/${slug}` : `/lieux/${slug}`), [cookie]);
    },
  );
}
