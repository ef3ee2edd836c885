-- The nearest first: in Mercator's projection distances around a point grow alike in every direction, anywhere on earth.
CREATE INDEX CONCURRENTLY place_nearest ON place USING gist (point(longitude, degrees(asinh(tan(radians(latitude))))));
