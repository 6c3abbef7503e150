CREATE TABLE `detections` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`kind` text NOT NULL,
	`about` text NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`seen` text NOT NULL,
	`brought_by` text NOT NULL,
	`state` text NOT NULL,
	`raised_at` integer NOT NULL,
	`dismissed_at` integer,
	`dismissed_by` text,
	`note` text
);
--> statement-breakpoint
CREATE INDEX `detections_by_state` ON `detections` (`workspace`,`state`,`raised_at`);--> statement-breakpoint
CREATE INDEX `detections_by_about` ON `detections` (`workspace`,`kind`,`about`);--> statement-breakpoint
CREATE INDEX `detections_by_document` ON `detections` (`document_id`);--> statement-breakpoint
CREATE TABLE `sketches` (
	`document_id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`collection_id` integer NOT NULL,
	`brought_by` text NOT NULL,
	`sketch` text NOT NULL,
	`first` integer NOT NULL,
	`cluster` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sketches_by_first` ON `sketches` (`workspace`,`first`,`at`);--> statement-breakpoint
CREATE INDEX `sketches_by_cluster` ON `sketches` (`workspace`,`cluster`,`at`);--> statement-breakpoint
CREATE INDEX `sketches_by_age` ON `sketches` (`at`);