import { sayPhone } from "#lib/place/phone-number.ts";

/** A telephone number as it is read: from left to right in every language, on one line while the letters are not enlarged. `touch`: it calls by itself; where more than the number is touched, or nothing (paper), it does not. */
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
