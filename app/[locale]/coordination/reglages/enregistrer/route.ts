import { pageOfSettings, serviceFormOf } from "#app/[locale]/coordination/reglages/save-settings.ts";
import type { Post } from "#app/form.ts";
import { withProxyHeaders } from "#app/proxy-headers.ts";
import { answerForm } from "#app/staff-form.ts";

/** Saves what the organisation says of itself, with its logo. */
export const POST: Post = async (request, given) => {
  const { save, fields } = serviceFormOf(request);
  const post = answerForm(({ query }) => pageOfSettings(query("organisation")), "service", save, fields);
  return withProxyHeaders(await post(request, given));
};
