/** The value of a query parameter that is given once and not empty, otherwise undefined. */
export const singleValue = (given: string | string[] | undefined): string | undefined =>
  typeof given === "string" && given !== "" ? given : undefined;
