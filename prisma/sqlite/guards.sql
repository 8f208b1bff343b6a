-- Guards: what is promised to stay as it was written can be neither changed nor deleted.
DROP TRIGGER IF EXISTS "MeetingBallot_replace";
CREATE TRIGGER "MeetingBallot_replace" BEFORE INSERT ON "MeetingBallot"
WHEN EXISTS (SELECT 1 FROM "MeetingBallot" WHERE "meetingId" = NEW."meetingId" AND "index" = NEW."index")
BEGIN SELECT RAISE(ABORT, 'MeetingBallot is append-only'); END;
DROP TRIGGER IF EXISTS "MeetingBallot_update";
CREATE TRIGGER "MeetingBallot_update" BEFORE UPDATE ON "MeetingBallot"
BEGIN SELECT RAISE(ABORT, 'MeetingBallot is append-only'); END;
DROP TRIGGER IF EXISTS "MeetingBallot_delete";
CREATE TRIGGER "MeetingBallot_delete" BEFORE DELETE ON "MeetingBallot"
BEGIN SELECT RAISE(ABORT, 'MeetingBallot is append-only'); END;

DROP TRIGGER IF EXISTS "SecretChoice_replace";
CREATE TRIGGER "SecretChoice_replace" BEFORE INSERT ON "SecretChoice"
WHEN EXISTS (SELECT 1 FROM "SecretChoice" WHERE "id" = NEW."id" OR ("meetingId" = NEW."meetingId" AND "receiptHash" = NEW."receiptHash"))
BEGIN SELECT RAISE(ABORT, 'SecretChoice is append-only'); END;
DROP TRIGGER IF EXISTS "SecretChoice_update";
CREATE TRIGGER "SecretChoice_update" BEFORE UPDATE ON "SecretChoice"
BEGIN SELECT RAISE(ABORT, 'SecretChoice is append-only'); END;
DROP TRIGGER IF EXISTS "SecretChoice_delete";
CREATE TRIGGER "SecretChoice_delete" BEFORE DELETE ON "SecretChoice"
BEGIN SELECT RAISE(ABORT, 'SecretChoice is append-only'); END;

DROP TRIGGER IF EXISTS "LedgerEntry_update";
CREATE TRIGGER "LedgerEntry_update" BEFORE UPDATE ON "LedgerEntry"
BEGIN SELECT RAISE(ABORT, 'LedgerEntry is append-only'); END;
DROP TRIGGER IF EXISTS "LedgerEntry_delete";
CREATE TRIGGER "LedgerEntry_delete" BEFORE DELETE ON "LedgerEntry"
BEGIN SELECT RAISE(ABORT, 'LedgerEntry is append-only'); END;

DROP TRIGGER IF EXISTS "LedgerLine_update";
CREATE TRIGGER "LedgerLine_update" BEFORE UPDATE ON "LedgerLine"
BEGIN SELECT RAISE(ABORT, 'LedgerLine is append-only'); END;
DROP TRIGGER IF EXISTS "LedgerLine_delete";
CREATE TRIGGER "LedgerLine_delete" BEFORE DELETE ON "LedgerLine"
BEGIN SELECT RAISE(ABORT, 'LedgerLine is append-only'); END;

-- An entry gets its place in the chain once, after it was written; nothing else of it changes.
DROP TRIGGER IF EXISTS "AuditEntry_update";
CREATE TRIGGER "AuditEntry_update" BEFORE UPDATE OF
  "id", "companyId", "at", "actorId", "account", "role", "channel", "act", "subjectType", "subjectId", "outcome",
  "detailSealed" ON "AuditEntry"
BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only'); END;
DROP TRIGGER IF EXISTS "AuditEntry_seal";
CREATE TRIGGER "AuditEntry_seal" BEFORE UPDATE ON "AuditEntry" WHEN OLD."hash" IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only'); END;
DROP TRIGGER IF EXISTS "AuditEntry_delete";
CREATE TRIGGER "AuditEntry_delete" BEFORE DELETE ON "AuditEntry"
BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only'); END;
