import { sayPhone } from "#lib/place/phone-number.ts";

/**
 * A telephone number: left to right in every language, on one line unless letters are enlarged. `touch`: a link that
 * calls; not inside a larger link, nor on paper.
 */
export function PhoneNumber({ phone, touch = false }: { phone: string; touch?: boolean }) {
  const number = (
    <bdi dir="ltr" className="whitespace-nowrap large-letters:whitespace-normal">
      {sayPhone(phone)}
    </bdi>
  );
  return touch ? (
    <a href={`tel:${phone}`} className="inline-flex min-h-target items-center font-bold">
      {number}
    </a>
  ) : (
    number
  );
}
