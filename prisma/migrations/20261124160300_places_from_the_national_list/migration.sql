-- What the national list says of a place, in its own words, and what it said when it was last read.
ALTER TABLE "place" ADD COLUMN     "audiences" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "fees" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "imported" JSONB,
ADD COLUMN     "programmes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "services" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "special_care" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "support" TEXT[] DEFAULT ARRAY[]::TEXT[];
