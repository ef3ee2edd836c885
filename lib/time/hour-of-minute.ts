/** Minutes of a day as « 09:30 », as inputs of type time hold them; 1440 is « 24:00 ». */
export const hourOfMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
