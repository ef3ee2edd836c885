import { Written } from "#components/ui/written.tsx";

/** The town of a place, said after its name when the appointment stands in another (`than`); nothing otherwise. */
export const TownIfOther = ({ town, than }: { town: string; than: string }) => town === than ? null : <>, <Written words={town} /></>;
