-- What a waiver let pass is little, and is asked for by the waiver.
CREATE INDEX finding_waiver ON views.finding (waiver, position) WHERE waiver IS NOT NULL;
