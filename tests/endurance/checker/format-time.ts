/** A moment as the checker prints it: the time in UTC, with milliseconds. */
export const formatTime = (moment: number): string => new Date(moment).toISOString().slice(11, 23);
