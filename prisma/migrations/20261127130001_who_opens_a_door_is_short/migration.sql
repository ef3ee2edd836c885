SET LOCAL lock_timeout = '2s';

ALTER TABLE place VALIDATE CONSTRAINT place_door_opener;
