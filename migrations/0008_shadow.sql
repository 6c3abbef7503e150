CREATE TABLE `shadow_readings` (
	`workspace` text NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`outcome` text NOT NULL,
	`live_by` text NOT NULL,
	`shadow_by` text,
	`live_ms` real,
	`shadow_ms` real,
	`bytes` integer,
	`agreement` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `generation`)
);
--> statement-breakpoint
CREATE INDEX `shadow_readings_by_workspace` ON `shadow_readings` (`workspace`,`at`);--> statement-breakpoint
CREATE TABLE `shadow_scores` (
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`live_score` real NOT NULL,
	`live_verdict` text NOT NULL,
	`shadow_score` real NOT NULL,
	`shadow_verdict` text NOT NULL,
	PRIMARY KEY(`document_id`, `generation`, `ordinal`)
);
