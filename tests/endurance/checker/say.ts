/** A moment as the sentences of the checker say it: the hour in UTC, to the millisecond. */
export const clock = (moment: number): string => new Date(moment).toISOString().slice(11, 23);
