-- Guards: what is promised to stay as it was written can be neither changed nor deleted.
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

DROP TRIGGER IF EXISTS "MeetingBallot_guard" ON "MeetingBallot";
CREATE TRIGGER "MeetingBallot_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "MeetingBallot"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DROP TRIGGER IF EXISTS "SecretChoice_guard" ON "SecretChoice";
CREATE TRIGGER "SecretChoice_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SecretChoice"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DROP TRIGGER IF EXISTS "LedgerEntry_guard" ON "LedgerEntry";
CREATE TRIGGER "LedgerEntry_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerEntry"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DROP TRIGGER IF EXISTS "LedgerLine_guard" ON "LedgerLine";
CREATE TRIGGER "LedgerLine_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerLine"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- An entry gets its place in the chain once, after it was written; nothing else of it changes.
DROP TRIGGER IF EXISTS "AuditEntry_guard" ON "AuditEntry";
CREATE TRIGGER "AuditEntry_guard" BEFORE UPDATE OF
  "id", "companyId", "at", "actorId", "account", "role", "channel", "act", "subjectType", "subjectId", "outcome",
  "detailSealed" OR DELETE OR TRUNCATE ON "AuditEntry"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
DROP TRIGGER IF EXISTS "AuditEntry_seal" ON "AuditEntry";
CREATE TRIGGER "AuditEntry_seal" BEFORE UPDATE ON "AuditEntry"
FOR EACH ROW WHEN (OLD."hash" IS NOT NULL) EXECUTE FUNCTION "refuse_change"();
