import { handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { forgottenNumbers } from "#lib/server/queue/numbers-of-browser.ts";

type Props = { params: Promise<{ locale: string; place: string; secret: string }> };

/** « Ce n’est pas moi »: the browser forgets its numbers, which stay in the line, and is led back to the door. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { place, secret, locale } = await params;
  const door = getPathname({
    href: `/porte/${encodeURIComponent(place)}/${encodeURIComponent(secret)}`,
    locale: localeOf(locale),
  });
  return handleForm(
    request,
    (trouble) => seeOther(`${door}?refus=${trouble}`),
    () => Promise.resolve(seeOther(door, [forgottenNumbers()])),
  );
}
