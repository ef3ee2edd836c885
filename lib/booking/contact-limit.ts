/** Live appointments that one telephone number or e-mail address may hold (docs/booking.md#contact-limit). */
const MOST_PER_CONTACT = 5;

/** Whether a contact that holds so many live appointments, over all half-days, may not book another one alone. */
export const isContactLimitReached = (held: number): boolean => held >= MOST_PER_CONTACT;
