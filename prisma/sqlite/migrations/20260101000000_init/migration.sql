-- CreateTable
CREATE TABLE "Announcement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "textVersion" INTEGER NOT NULL DEFAULT 1,
    "audience" JSONB NOT NULL,
    "beginsAt" DATETIME,
    "endsAt" DATETIME,
    "sendAt" DATETIME,
    "repeat" TEXT,
    "expiresAt" DATETIME,
    "followsId" TEXT,
    "incidentId" TEXT,
    "seriesId" TEXT,
    "authorId" TEXT,
    "confirmedBy" TEXT,
    "secondBy" TEXT,
    "preview" JSONB,
    "cursor" TEXT NOT NULL DEFAULT '',
    "gathered" BOOLEAN NOT NULL DEFAULT false,
    "people" INTEGER NOT NULL DEFAULT 0,
    "reached" INTEGER NOT NULL DEFAULT 0,
    "unreachable" INTEGER NOT NULL DEFAULT 0,
    "muted" INTEGER NOT NULL DEFAULT 0,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "startedAt" DATETIME,
    "correctedAt" DATETIME,
    "endedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AnnouncementVersion" (
    "announcementId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "textsSealed" TEXT NOT NULL,
    "editedBy" TEXT,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("announcementId", "version"),
    CONSTRAINT "AnnouncementVersion_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AnnouncementWord" (
    "announcementId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("announcementId", "hash"),
    CONSTRAINT "AnnouncementWord_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Recipient" (
    "announcementId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "dueAt" DATETIME NOT NULL,
    "digest" BOOLEAN NOT NULL DEFAULT false,
    "reachedAt" DATETIME,
    "seenAt" DATETIME,
    "seenVersion" INTEGER,

    PRIMARY KEY ("announcementId", "personId")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "announcementId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "personId" TEXT,
    "way" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "outboxKey" TEXT NOT NULL,
    "textVersion" INTEGER NOT NULL,
    "messageId" TEXT,
    "reason" TEXT,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "queuedAt" DATETIME NOT NULL,
    "sentAt" DATETIME
);

-- CreateTable
CREATE TABLE "Acknowledgement" (
    "announcementId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "companyId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("announcementId", "personId", "version")
);

-- CreateTable
CREATE TABLE "AnnouncementSettings" (
    "companyId" TEXT NOT NULL PRIMARY KEY,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,
    "secondPerson" TEXT NOT NULL DEFAULT 'company-wide',
    "digestAt" INTEGER NOT NULL DEFAULT 1080
);

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
CREATE TABLE "NotificationSetting" (
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("personId", "kind", "way")
);

-- CreateTable
CREATE TABLE "NotificationPreference" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "digest" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "NotificationDefault" (
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ways" TEXT NOT NULL,
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "fallbackMinutes" INTEGER NOT NULL,

    PRIMARY KEY ("companyId", "kind")
);

-- CreateTable
CREATE TABLE "ContactProof" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "valueSealed" TEXT NOT NULL,
    "valueHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "SmsTariff" (
    "companyId" TEXT NOT NULL PRIMARY KEY,
    "pricePerSegment" BIGINT NOT NULL DEFAULT 0,
    "monthlyLimit" BIGINT,
    "warnedMonth" TEXT
);

-- CreateTable
CREATE TABLE "SmsMessage" (
    "outboxId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "companyId" TEXT NOT NULL,
    "contactPointId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'submitted',
    "gatewayId" TEXT,
    "failure" TEXT,
    "sentAt" DATETIME NOT NULL,
    "settledAt" DATETIME
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
    "drawnFrom" TEXT,
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
    "account" TEXT,
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
CREATE TABLE "PersonWord" (
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("personId", "hash"),
    CONSTRAINT "PersonWord_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "language" TEXT,
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
    "verifiedHow" TEXT,
    "verifiedBy" TEXT,
    CONSTRAINT "Occupancy_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Occupancy_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PastOccupancy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "shareNumerator" INTEGER,
    "shareDenominator" INTEGER,
    "from" DATETIME NOT NULL,
    "to" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ShareFault" (
    "unitId" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "numerator" TEXT NOT NULL,
    "denominator" TEXT NOT NULL,
    "foundAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DutyShift" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT,
    "personId" TEXT NOT NULL,
    "from" DATETIME NOT NULL,
    "to" DATETIME NOT NULL,
    "setBy" TEXT,
    "cancelledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
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
    "columns" TEXT,
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
CREATE TABLE "ColumnMapping" (
    "companyId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "headings" TEXT NOT NULL,
    "changedBy" TEXT,
    "changedAt" DATETIME NOT NULL,

    PRIMARY KEY ("companyId", "fingerprint")
);

-- CreateTable
CREATE TABLE "NoticeRule" (
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "owner" BOOLEAN NOT NULL,
    "tenant" BOOLEAN NOT NULL,
    "household" BOOLEAN NOT NULL,
    "changedBy" TEXT,
    "changedAt" DATETIME NOT NULL,

    PRIMARY KEY ("companyId", "kind")
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
CREATE TABLE "GroupLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "titleSealed" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "buildingId" TEXT,
    "threadId" TEXT,
    "topicSealed" TEXT,
    "decidedBy" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "GroupRules" (
    "buildingId" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "textsSealed" TEXT,
    "greets" BOOLEAN NOT NULL DEFAULT true
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "categoryKey" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "entrance" TEXT,
    "riser" TEXT,
    "unitIds" JSONB,
    "state" TEXT NOT NULL DEFAULT 'open',
    "textsSealed" TEXT NOT NULL,
    "expectedEndAt" DATETIME NOT NULL,
    "beganAt" DATETIME NOT NULL,
    "beganBy" TEXT,
    "endedAt" DATETIME,
    "endedBy" TEXT,
    "announcementId" TEXT,
    "remindedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "IncidentRequest" (
    "incidentId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "linkedBy" TEXT,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("incidentId", "requestId")
);

-- CreateTable
CREATE TABLE "IncidentReader" (
    "incidentId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("incidentId", "personId")
);

-- CreateTable
CREATE TABLE "MaintenancePlan" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "categoryKey" TEXT NOT NULL,
    "every" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "startsOn" TEXT NOT NULL,
    "nextOn" TEXT NOT NULL,
    "checklist" JSONB NOT NULL,
    "assigneeId" TEXT,
    "createdBy" TEXT NOT NULL,
    "pausedAt" DATETIME,
    "endedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MaintenanceRound" (
    "planId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("planId", "dueOn"),
    CONSTRAINT "MaintenanceRound_planId_fkey" FOREIGN KEY ("planId") REFERENCES "MaintenancePlan" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChecklistItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "doneAt" DATETIME,
    "doneBy" TEXT
);

-- CreateTable
CREATE TABLE "Talk" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "buildingId" TEXT,
    "unitId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "createdAt" DATETIME NOT NULL,
    "lastAt" DATETIME NOT NULL,
    "closedAt" DATETIME
);

-- CreateTable
CREATE TABLE "TalkMessage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "companyId" TEXT NOT NULL,
    "talkId" TEXT NOT NULL,
    "fromResident" BOOLEAN NOT NULL,
    "authorId" TEXT,
    "visibility" TEXT NOT NULL DEFAULT 'shared',
    "textSealed" TEXT NOT NULL,
    "source" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "TalkMessage_talkId_fkey" FOREIGN KEY ("talkId") REFERENCES "Talk" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnitLetter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "textSealed" TEXT NOT NULL,
    "writtenBy" TEXT,
    "people" INTEGER NOT NULL,
    "reached" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL
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
CREATE INDEX "Announcement_companyId_startedAt_idx" ON "Announcement"("companyId", "startedAt");

-- CreateIndex
CREATE INDEX "Announcement_state_sendAt_idx" ON "Announcement"("state", "sendAt");

-- CreateIndex
CREATE INDEX "Announcement_followsId_idx" ON "Announcement"("followsId");

-- CreateIndex
CREATE INDEX "Announcement_incidentId_idx" ON "Announcement"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "Announcement_companyId_number_key" ON "Announcement"("companyId", "number");

-- CreateIndex
CREATE INDEX "AnnouncementWord_companyId_hash_idx" ON "AnnouncementWord"("companyId", "hash");

-- CreateIndex
CREATE INDEX "Recipient_announcementId_state_dueAt_idx" ON "Recipient"("announcementId", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Recipient_personId_announcementId_idx" ON "Recipient"("personId", "announcementId");

-- CreateIndex
CREATE INDEX "Delivery_announcementId_state_textVersion_idx" ON "Delivery"("announcementId", "state", "textVersion");

-- CreateIndex
CREATE INDEX "Delivery_personId_idx" ON "Delivery"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_announcementId_target_way_key" ON "Delivery"("announcementId", "target", "way");

-- CreateIndex
CREATE INDEX "Acknowledgement_personId_idx" ON "Acknowledgement"("personId");

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
CREATE INDEX "Card_platform_chatId_messageId_idx" ON "Card"("platform", "chatId", "messageId");

-- CreateIndex
CREATE INDEX "Card_subjectId_idx" ON "Card"("subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Card_kind_subjectId_platform_chatId_key" ON "Card"("kind", "subjectId", "platform", "chatId");

-- CreateIndex
CREATE INDEX "AlbumPart_album_idx" ON "AlbumPart"("album");

-- CreateIndex
CREATE INDEX "ContactProof_personId_createdAt_idx" ON "ContactProof"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "ContactProof_codeHash_idx" ON "ContactProof"("codeHash");

-- CreateIndex
CREATE INDEX "SmsMessage_companyId_month_idx" ON "SmsMessage"("companyId", "month");

-- CreateIndex
CREATE INDEX "SmsMessage_gatewayId_idx" ON "SmsMessage"("gatewayId");

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
CREATE INDEX "Unit_companyId_account_idx" ON "Unit"("companyId", "account");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_buildingId_kind_number_key" ON "Unit"("buildingId", "kind", "number");

-- CreateIndex
CREATE INDEX "Person_companyId_idx" ON "Person"("companyId");

-- CreateIndex
CREATE INDEX "PersonWord_companyId_hash_idx" ON "PersonWord"("companyId", "hash");

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
CREATE INDEX "PastOccupancy_unitId_idx" ON "PastOccupancy"("unitId");

-- CreateIndex
CREATE INDEX "ShareFault_companyId_idx" ON "ShareFault"("companyId");

-- CreateIndex
CREATE INDEX "DutyShift_companyId_to_idx" ON "DutyShift"("companyId", "to");

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
CREATE UNIQUE INDEX "GroupLink_platform_chatId_key" ON "GroupLink"("platform", "chatId");

-- CreateIndex
CREATE INDEX "Incident_buildingId_state_idx" ON "Incident"("buildingId", "state");

-- CreateIndex
CREATE INDEX "Incident_state_expectedEndAt_idx" ON "Incident"("state", "expectedEndAt");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_companyId_number_key" ON "Incident"("companyId", "number");

-- CreateIndex
CREATE INDEX "IncidentRequest_requestId_idx" ON "IncidentRequest"("requestId");

-- CreateIndex
CREATE INDEX "MaintenancePlan_companyId_idx" ON "MaintenancePlan"("companyId");

-- CreateIndex
CREATE INDEX "MaintenancePlan_endedAt_pausedAt_nextOn_idx" ON "MaintenancePlan"("endedAt", "pausedAt", "nextOn");

-- CreateIndex
CREATE INDEX "MaintenanceRound_requestId_idx" ON "MaintenanceRound"("requestId");

-- CreateIndex
CREATE UNIQUE INDEX "ChecklistItem_requestId_position_key" ON "ChecklistItem"("requestId", "position");

-- CreateIndex
CREATE INDEX "Talk_personId_state_idx" ON "Talk"("personId", "state");

-- CreateIndex
CREATE INDEX "Talk_companyId_state_lastAt_idx" ON "Talk"("companyId", "state", "lastAt");

-- CreateIndex
CREATE UNIQUE INDEX "Talk_companyId_number_key" ON "Talk"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "TalkMessage_source_key" ON "TalkMessage"("source");

-- CreateIndex
CREATE INDEX "TalkMessage_talkId_id_idx" ON "TalkMessage"("talkId", "id");

-- CreateIndex
CREATE INDEX "UnitLetter_unitId_idx" ON "UnitLetter"("unitId");

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
