import { handleForm, retryAddress, formFieldsOf, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { doorOf } from "#lib/server/place/door.ts";
import { takeNumber, type TakeNumberRefusal } from "#lib/server/queue/take-number.ts";
import { refuse, type Result } from "#lib/result.ts";
import { takeNumberForm } from "#lib/wire/visit.ts";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ locale: string; place: string; secret: string }> };

/**
 * Takes a number at the door by a plain form and redirects to its page; when refused, back to the door, which says why.
 */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { place, secret, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const door = getPathname({ href: `/porte/${encodeURIComponent(place)}/${encodeURIComponent(secret)}`, locale });
  const typed = formFieldsOf(request);
  const refused = (refusal: string): Response => seeOther(`${door}?refus=${refusal}`);
  return handleForm(
    request,
    async (trouble) => seeOther(await retryAddress(door, trouble, typed)),
    async () => {
      const taken = await take(place, secret, await typed(), locale);
      return taken.ok ? seeOther(getPathname({ href: `/suivi/${taken.value}`, locale })) : refused(taken.refusal);
    },
  );
}

/**
 * The secret of the number taken. The language of the page is recorded as the one that the team may speak with the
 * resident.
 */
async function take(
  place: string,
  secret: string,
  fields: unknown,
  language: string,
): Promise<Result<string, TakeNumberRefusal | "malformed">> {
  const read = takeNumberForm.safeParse(fields);
  const door = await doorOf(place, secret);
  if (!read.success) return refuse("malformed");
  if (!door) return refuse("not-allowed");
  const taken = await takeNumber(door.actor, { permanence: read.data.permanence, language }, read.data.key);
  return taken.ok ? { ok: true, value: taken.value.secret } : taken;
}
