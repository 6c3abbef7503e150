CREATE TABLE `evidence` (
	`name` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`kind` text NOT NULL,
	`bytes` integer NOT NULL,
	`sealed_at` integer NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evidence_by_document` ON `evidence` (`document_id`,`generation`);--> statement-breakpoint
CREATE TABLE `legal_holds` (
	`document_id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`reason` text NOT NULL,
	`placed_by` text NOT NULL,
	`placed_at` integer NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `legal_holds_by_workspace` ON `legal_holds` (`workspace`,`document_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`state` text NOT NULL,
	`text_hash` text NOT NULL,
	`cut` text NOT NULL,
	`blob` text NOT NULL,
	`title` text NOT NULL,
	`format` text NOT NULL,
	`findings` text NOT NULL,
	`risk_score` real NOT NULL,
	`verdict` text NOT NULL,
	`brought_by` text NOT NULL,
	`received_at` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`note` text,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reviews_by_state` ON `reviews` (`workspace`,`state`,`opened_at`);--> statement-breakpoint
CREATE INDEX `reviews_by_document` ON `reviews` (`document_id`,`generation`);--> statement-breakpoint
CREATE UNIQUE INDEX `one_open_review` ON `reviews` (`document_id`,`generation`) WHERE "reviews"."state" = 'open';--> statement-breakpoint
ALTER TABLE `generations` ADD `brought_by` text;--> statement-breakpoint
ALTER TABLE `generations` ADD `released_hash` text;--> statement-breakpoint
-- What was held before there were reviews is read again, and held with one.
INSERT INTO `jobs` (`workspace`, `kind`, `document_id`, `generation`, `created_at`)
  SELECT d.`workspace`, 'ingest', g.`document_id`, g.`generation`, g.`received_at`
  FROM `generations` g JOIN `documents` d ON d.`id` = g.`document_id` WHERE g.`status` = 'held' AND d.`status` <> 'deleted';
--> statement-breakpoint
UPDATE `generations` SET `status` = 'pending' WHERE `status` = 'held';
