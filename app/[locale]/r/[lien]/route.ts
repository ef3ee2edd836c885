import { backToForm } from "#app/[locale]/(site)/retrouver/back-to-form.ts";
import { handleForm, seeOther } from "#app/form.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { followLink } from "#lib/server/message/follow-link.ts";

/**
 * What the address in a message leads to: the page of an appointment or a number, in the language of whoever got it; of
 * the team where they answer, or the notice for a door. It changes nothing but that a contact is proven, since
 * telephones and mail programs open addresses beforehand. One that opens nothing leads to the page that says so, whose
 * links find an appointment again.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ locale: string; lien: string }> },
): Promise<Response> {
  const { locale: asked, lien } = await params;
  const locale = localeOf(asked);
  return handleForm(
    request,
    (trouble) => backToForm(locale, "code", {}, [trouble]),
    async () => {
      const opened = await followLink(lien, request.headers, openedBy(request));
      if (!opened.ok)
        return opened.refusal === "too-many-requests"
          ? backToForm(locale, "code", {}, [opened.refusal])
          : seeOther(getPathname({ href: "/rendez-vous/inconnu", locale }));
      const { language, proves: _, ...to } = opened.value;
      const href = to.page === "avis" ? `/lieux/${to.place}/avis` : `/${to.page}/${to.secret}`;
      const answer = seeOther(getPathname({ href, locale: language === undefined ? locale : localeOf(language) }));
      answer.headers.set("referrer-policy", "no-referrer");
      return answer;
    },
  );
}

/** A program that looks at an address beforehand asks for its head alone, or says that it prefetches. */
const openedBy = ({ method, headers }: Request): "person" | "program" =>
  method === "GET" && headers.get("sec-purpose") === null && headers.get("purpose") === null ? "person" : "program";
