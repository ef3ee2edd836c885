import { getPathname } from "#app/i18n/navigation.ts";
import { comesFromElsewhere } from "#app/api/comes-from-elsewhere.ts";
import { localeOf, seeOther } from "#app/[locale]/connexion/see-other.ts";
import { isBusy } from "#lib/server/busy.ts";
import { doorOf } from "#lib/server/place/door.ts";
import { takeNumber, type TakeNumberRefusal } from "#lib/server/queue/take-number.ts";
import { refuse, type Result } from "#lib/result.ts";
import { doorForm } from "#lib/wire/door.ts";
import { problem } from "#lib/wire/problem.ts";

export const dynamic = "force-dynamic";

type Given = { params: Promise<{ locale: string; place: string; secret: string }> };

/** Takes a number at the door with a plain form, and leads to its page; refused, back to the door, which says why. */
export async function POST(request: Request, { params }: Given): Promise<Response> {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  const { place, secret, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const taken = await take(place, secret, await request.formData(), locale);
  return taken.ok
    ? seeOther(getPathname({ href: `/suivi/${taken.value}`, locale }))
    : seeOther(`${getPathname({ href: `/porte/${place}/${secret}`, locale })}?refus=${taken.refusal}`);
}

/** The secret of the number taken. The language of the page is what the team may speak with her. */
async function take(place: string, secret: string, form: FormData, language: string): Promise<Result<string, TakeNumberRefusal | "malformed" | "busy">> {
  const read = doorForm.safeParse(Object.fromEntries(form));
  const door = await doorOf(place, secret);
  if (!read.success) return refuse("malformed");
  if (!door) return refuse("not-allowed");
  try {
    const taken = await takeNumber(door.actor, { permanence: read.data.permanence, language }, read.data.key);
    return taken.ok ? { ok: true, value: taken.value.secret } : taken;
  } catch (error) {
    if (isBusy(error)) return refuse("busy");
    throw error;
  }
}
