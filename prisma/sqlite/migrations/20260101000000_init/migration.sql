-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "companyId" TEXT,
    "at" DATETIME NOT NULL,
    "actorId" TEXT,
    "account" TEXT,
    "role" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "detailSealed" TEXT,
    "chainIndex" INTEGER,
    "hash" TEXT
);

-- CreateTable
CREATE TABLE "InboxEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "form" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "valuesSealed" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ActionSpill" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "payloadSealed" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Card" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "messageId" TEXT,
    "personId" TEXT,
    "language" TEXT NOT NULL,
    "shown" TEXT,
    "reference" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "AlbumPart" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "album" TEXT NOT NULL,
    "payloadSealed" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "companyId" TEXT,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "threadCardId" TEXT,
    "lane" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "contentSealed" TEXT,
    "cardId" TEXT,
    "editMessageId" TEXT,
    "subjectId" TEXT,
    "dedupeKey" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" DATETIME NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntil" DATETIME,
    "sentMessageId" TEXT,
    "sentAt" DATETIME,
    "failureCode" TEXT,
    "failureText" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Job" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "queue" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "singletonKey" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "runAt" DATETIME NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntil" DATETIME,
    "failedAt" DATETIME,
    "failure" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Company" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/Moscow',
    "language" TEXT NOT NULL DEFAULT 'ru',
    "replyMark" TEXT NOT NULL DEFAULT '!',
    "policyPack" TEXT NOT NULL DEFAULT 'ru',
    "currency" TEXT NOT NULL DEFAULT 'RUB',
    "lastRequest" INTEGER NOT NULL DEFAULT 1000,
    "checkedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Building" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Building_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'apartment',
    "entrance" TEXT,
    "floor" INTEGER,
    "riser" TEXT,
    "area" INTEGER,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Unit_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "language" TEXT,
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Person_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "unreachableSince" DATETIME,
    "unreachableReason" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Identity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "valueSealed" TEXT NOT NULL,
    "valueHash" TEXT NOT NULL,
    "confirmedAt" DATETIME,
    "position" INTEGER NOT NULL DEFAULT 0,
    "unreachableSince" DATETIME,
    "unreachableReason" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ContactPoint_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Occupancy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "shareNumerator" INTEGER,
    "shareDenominator" INTEGER,
    "from" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "to" DATETIME,
    "verifiedAt" DATETIME,
    CONSTRAINT "Occupancy_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Occupancy_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "buildingId" TEXT,
    "kind" TEXT NOT NULL,
    "onCall" BOOLEAN NOT NULL DEFAULT false,
    "grantedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" DATETIME,
    CONSTRAINT "Role_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invite" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "unitId" TEXT,
    "personId" TEXT,
    "occupancyKind" TEXT,
    "role" TEXT,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "usedBy" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "InviteTrial" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" DATETIME
);

-- CreateTable
CREATE TABLE "JoinRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "phoneSealed" TEXT,
    "textSealed" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "unitId" TEXT,
    "reasonSealed" TEXT,
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "LetterOrder" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "sheets" INTEGER NOT NULL DEFAULT 0,
    "sheetsDone" INTEGER NOT NULL DEFAULT 0,
    "orderedBy" TEXT NOT NULL,
    "expiresAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "RegisterImport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "addressSealed" TEXT,
    "state" TEXT NOT NULL DEFAULT 'reading',
    "refusal" TEXT,
    "previewSealed" TEXT,
    "validOnly" BOOLEAN NOT NULL DEFAULT false,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "written" TEXT,
    "broughtBy" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "RegisterTrace" (
    "importId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" TEXT,

    PRIMARY KEY ("importId", "subject", "subjectId")
);

-- CreateTable
CREATE TABLE "BuildingChat" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "linkedBy" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DocumentOrder" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "refusal" TEXT,
    "orderedBy" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT,
    "subjectType" TEXT,
    "subjectId" TEXT,
    "eventId" INTEGER,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "visibility" TEXT NOT NULL DEFAULT 'shared',
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT,
    "mime" TEXT,
    "size" INTEGER,
    "address" TEXT,
    "refusal" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Attachment_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "RequestEvent" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Poll" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buildingId" TEXT,
    "entrance" TEXT,
    "state" TEXT NOT NULL,
    "titleSealed" TEXT NOT NULL,
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "final" BOOLEAN NOT NULL DEFAULT false,
    "voice" TEXT NOT NULL DEFAULT 'person',
    "ownersOnly" BOOLEAN NOT NULL DEFAULT false,
    "live" BOOLEAN NOT NULL DEFAULT false,
    "adding" TEXT NOT NULL DEFAULT 'none',
    "startAt" DATETIME,
    "endAt" DATETIME NOT NULL,
    "remindHours" INTEGER,
    "openedAt" DATETIME,
    "endedAt" DATETIME,
    "authorId" TEXT NOT NULL,
    "decidedBy" TEXT,
    "reasonSealed" TEXT,
    "voters" INTEGER NOT NULL DEFAULT 0,
    "outsiders" INTEGER NOT NULL DEFAULT 0,
    "tally" INTEGER NOT NULL DEFAULT 0,
    "drawn" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PollQuestion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "multiple" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "PollQuestion_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PollOption" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'shown',
    "addedBy" TEXT,
    "votes" INTEGER NOT NULL DEFAULT 0,
    "others" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PollOption_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "PollQuestion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PollVote" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "voterKey" TEXT NOT NULL,
    "personId" TEXT,
    "unitId" TEXT,
    "counted" BOOLEAN NOT NULL DEFAULT true,
    "votedAt" DATETIME
);

-- CreateTable
CREATE TABLE "PollChoice" (
    "pollId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "optionId" TEXT NOT NULL,
    "ballotKey" TEXT NOT NULL,
    "counted" BOOLEAN NOT NULL DEFAULT true,

    PRIMARY KEY ("ballotKey", "pollId", "optionId")
);

-- CreateTable
CREATE TABLE "PollDraft" (
    "pollId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "choicesSealed" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("pollId", "personId")
);

-- CreateTable
CREATE TABLE "PollReminder" (
    "pollId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("pollId", "personId")
);

-- CreateTable
CREATE TABLE "PollChart" (
    "pollId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "attachmentId" TEXT NOT NULL,

    PRIMARY KEY ("pollId", "language")
);

-- CreateTable
CREATE TABLE "PollCounter" (
    "companyId" TEXT NOT NULL PRIMARY KEY,
    "lastNumber" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "PollSettings" (
    "buildingId" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "proposals" BOOLEAN NOT NULL DEFAULT false,
    "remindHours" INTEGER NOT NULL DEFAULT 24
);

-- CreateTable
CREATE TABLE "Category" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "parentId" TEXT,
    "key" TEXT NOT NULL,
    "titles" JSONB,
    "emergency" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    CONSTRAINT "Category_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Category" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DeadlineRule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "categoryKey" TEXT,
    "priority" TEXT NOT NULL,
    "reactMinutes" INTEGER NOT NULL,
    "fixMinutes" INTEGER NOT NULL,
    "windowFrom" INTEGER,
    "windowTo" INTEGER,
    "workingDays" BOOLEAN NOT NULL DEFAULT false,
    "basis" TEXT NOT NULL,
    "validFrom" DATETIME NOT NULL,
    "validTo" DATETIME
);

-- CreateTable
CREATE TABLE "Request" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT,
    "authorId" TEXT NOT NULL,
    "categoryId" TEXT NOT NULL,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "state" TEXT NOT NULL DEFAULT 'new',
    "textSealed" TEXT NOT NULL,
    "accessSealed" TEXT,
    "latitude" REAL,
    "longitude" REAL,
    "assigneeId" TEXT,
    "reactDueAt" DATETIME NOT NULL,
    "fixDueAt" DATETIME NOT NULL,
    "pausedAt" DATETIME,
    "pauseReason" TEXT,
    "takenAt" DATETIME,
    "deferredUntil" DATETIME,
    "doneAt" DATETIME,
    "closedAt" DATETIME,
    "returnCount" INTEGER NOT NULL DEFAULT 0,
    "rating" INTEGER,
    "ratingReason" TEXT,
    "escalatedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Request_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RequestEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "actorId" TEXT,
    "textSealed" TEXT,
    "data" JSONB,
    "source" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "RequestEvent_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MessageRevision" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "replacedAt" DATETIME NOT NULL,
    CONSTRAINT "MessageRevision_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "RequestEvent" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RequestWord" (
    "requestId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("requestId", "hash"),
    CONSTRAINT "RequestWord_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WorkLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "addedBy" TEXT,
    "postedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectType_subjectId_idx" ON "AuditEntry"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEntry_hash_id_idx" ON "AuditEntry"("hash", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_companyId_chainIndex_key" ON "AuditEntry"("companyId", "chainIndex");

-- CreateIndex
CREATE INDEX "InboxEntry_at_idx" ON "InboxEntry"("at");

-- CreateIndex
CREATE INDEX "ActionSpill_createdAt_idx" ON "ActionSpill"("createdAt");

-- CreateIndex
CREATE INDEX "Card_platform_reference_idx" ON "Card"("platform", "reference");

-- CreateIndex
CREATE INDEX "Card_platform_chatId_messageId_idx" ON "Card"("platform", "chatId", "messageId");

-- CreateIndex
CREATE INDEX "Card_subjectId_idx" ON "Card"("subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Card_kind_subjectId_platform_chatId_key" ON "Card"("kind", "subjectId", "platform", "chatId");

-- CreateIndex
CREATE INDEX "AlbumPart_album_idx" ON "AlbumPart"("album");

-- CreateIndex
CREATE UNIQUE INDEX "OutboxMessage_dedupeKey_key" ON "OutboxMessage"("dedupeKey");

-- CreateIndex
CREATE INDEX "OutboxMessage_state_platform_lane_notBefore_id_idx" ON "OutboxMessage"("state", "platform", "lane", "notBefore", "id");

-- CreateIndex
CREATE INDEX "OutboxMessage_platform_chatId_state_id_idx" ON "OutboxMessage"("platform", "chatId", "state", "id");

-- CreateIndex
CREATE INDEX "OutboxMessage_platform_chatId_sentMessageId_idx" ON "OutboxMessage"("platform", "chatId", "sentMessageId");

-- CreateIndex
CREATE INDEX "Job_failedAt_runAt_idx" ON "Job"("failedAt", "runAt");

-- CreateIndex
CREATE UNIQUE INDEX "Job_queue_singletonKey_key" ON "Job"("queue", "singletonKey");

-- CreateIndex
CREATE UNIQUE INDEX "Building_companyId_address_key" ON "Building"("companyId", "address");

-- CreateIndex
CREATE INDEX "Unit_companyId_number_idx" ON "Unit"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_buildingId_kind_number_key" ON "Unit"("buildingId", "kind", "number");

-- CreateIndex
CREATE INDEX "Person_companyId_idx" ON "Person"("companyId");

-- CreateIndex
CREATE INDEX "Identity_personId_idx" ON "Identity"("personId");

-- CreateIndex
CREATE INDEX "Identity_platform_chatId_idx" ON "Identity"("platform", "chatId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_platform_externalId_key" ON "Identity"("platform", "externalId");

-- CreateIndex
CREATE INDEX "ContactPoint_companyId_valueHash_idx" ON "ContactPoint"("companyId", "valueHash");

-- CreateIndex
CREATE UNIQUE INDEX "ContactPoint_personId_kind_valueHash_key" ON "ContactPoint"("personId", "kind", "valueHash");

-- CreateIndex
CREATE INDEX "Occupancy_unitId_idx" ON "Occupancy"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Occupancy_personId_unitId_kind_key" ON "Occupancy"("personId", "unitId", "kind");

-- CreateIndex
CREATE INDEX "Role_personId_idx" ON "Role"("personId");

-- CreateIndex
CREATE INDEX "Role_companyId_kind_idx" ON "Role"("companyId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Invite_codeHash_key" ON "Invite"("codeHash");

-- CreateIndex
CREATE INDEX "Invite_companyId_idx" ON "Invite"("companyId");

-- CreateIndex
CREATE UNIQUE INDEX "InviteTrial_platform_externalId_key" ON "InviteTrial"("platform", "externalId");

-- CreateIndex
CREATE INDEX "JoinRequest_companyId_state_idx" ON "JoinRequest"("companyId", "state");

-- CreateIndex
CREATE INDEX "JoinRequest_platform_externalId_idx" ON "JoinRequest"("platform", "externalId");

-- CreateIndex
CREATE INDEX "LetterOrder_companyId_idx" ON "LetterOrder"("companyId");

-- CreateIndex
CREATE UNIQUE INDEX "RegisterImport_source_key" ON "RegisterImport"("source");

-- CreateIndex
CREATE INDEX "RegisterImport_companyId_idx" ON "RegisterImport"("companyId");

-- CreateIndex
CREATE INDEX "RegisterTrace_subjectId_idx" ON "RegisterTrace"("subjectId");

-- CreateIndex
CREATE INDEX "BuildingChat_buildingId_idx" ON "BuildingChat"("buildingId");

-- CreateIndex
CREATE UNIQUE INDEX "BuildingChat_platform_chatId_key" ON "BuildingChat"("platform", "chatId");

-- CreateIndex
CREATE INDEX "DocumentOrder_companyId_createdAt_idx" ON "DocumentOrder"("companyId", "createdAt");

-- CreateIndex
CREATE INDEX "Attachment_requestId_idx" ON "Attachment"("requestId");

-- CreateIndex
CREATE INDEX "Attachment_subjectType_subjectId_idx" ON "Attachment"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "Attachment_address_idx" ON "Attachment"("address");

-- CreateIndex
CREATE INDEX "Poll_state_endAt_idx" ON "Poll"("state", "endAt");

-- CreateIndex
CREATE INDEX "Poll_companyId_state_idx" ON "Poll"("companyId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Poll_companyId_number_key" ON "Poll"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "PollQuestion_pollId_position_key" ON "PollQuestion"("pollId", "position");

-- CreateIndex
CREATE INDEX "PollOption_pollId_idx" ON "PollOption"("pollId");

-- CreateIndex
CREATE UNIQUE INDEX "PollOption_questionId_position_key" ON "PollOption"("questionId", "position");

-- CreateIndex
CREATE INDEX "PollVote_pollId_personId_idx" ON "PollVote"("pollId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "PollVote_pollId_voterKey_key" ON "PollVote"("pollId", "voterKey");

-- CreateIndex
CREATE INDEX "PollChoice_pollId_optionId_idx" ON "PollChoice"("pollId", "optionId");

-- CreateIndex
CREATE UNIQUE INDEX "Category_companyId_key_key" ON "Category"("companyId", "key");

-- CreateIndex
CREATE INDEX "DeadlineRule_companyId_priority_idx" ON "DeadlineRule"("companyId", "priority");

-- CreateIndex
CREATE INDEX "Request_companyId_state_fixDueAt_idx" ON "Request"("companyId", "state", "fixDueAt");

-- CreateIndex
CREATE INDEX "Request_authorId_createdAt_idx" ON "Request"("authorId", "createdAt");

-- CreateIndex
CREATE INDEX "Request_assigneeId_state_idx" ON "Request"("assigneeId", "state");

-- CreateIndex
CREATE INDEX "Request_unitId_idx" ON "Request"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Request_companyId_number_key" ON "Request"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "RequestEvent_source_key" ON "RequestEvent"("source");

-- CreateIndex
CREATE INDEX "RequestEvent_requestId_id_idx" ON "RequestEvent"("requestId", "id");

-- CreateIndex
CREATE INDEX "MessageRevision_eventId_idx" ON "MessageRevision"("eventId");

-- CreateIndex
CREATE INDEX "RequestWord_companyId_hash_idx" ON "RequestWord"("companyId", "hash");

-- CreateIndex
CREATE INDEX "WorkLine_requestId_stage_idx" ON "WorkLine"("requestId", "stage");

-- CreateIndex
CREATE INDEX "WorkLine_companyId_createdAt_idx" ON "WorkLine"("companyId", "createdAt");
