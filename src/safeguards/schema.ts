/**
 * Safeguards as requests, files and answers write them: the one place that knows their bounds. Nothing unknown is taken, so that a
 * misspelled safeguard is not one that nobody has.
 */
import { z } from 'zod';
import { DLP_ACTIONS, type DlpKind } from '../../filters/dlp/kinds.ts';
import { type AgentSafeguards, NEUTRALIZATIONS, type Safeguards, SCREENINGS } from './safeguards.ts';

const dlpAction = z.enum(DLP_ACTIONS).optional();

const dlp = z
  .strictObject({
    secret: dlpAction,
    email: dlpAction,
    phone: dlpAction,
    iban: dlpAction,
    card: dlpAction,
    'national-id': dlpAction,
    address: dlpAction,
    'ip-address': dlpAction,
  } satisfies Record<DlpKind, typeof dlpAction>)
  .meta({
    description:
      'What is done with which kind of sensitive value in text that leaves, set whole: a kind that is absent leaves as it is.',
  });

const probability = z.number().min(0).max(1);

const thresholds = z
  .strictObject({ suspicious: probability, malicious: probability })
  .refine(({ suspicious, malicious }) => suspicious <= malicious, '`suspicious` must be at most `malicious`')
  .meta({
    description:
      'Scores at and above which a passage is suspicious, and malicious, for documents that come in from now on. Absent: those of the classifier.',
  });

const forAgents = {
  neutralization: z.enum(NEUTRALIZATIONS).optional().meta({
    description:
      'What is done with a suspicious passage. `withhold`: it does not leave. `cut`: it leaves without its instructions. `fence`: they stay, between marks that say that they are not to be followed.',
  }),
  screening: z.enum(SCREENINGS).optional().meta({
    description: 'What is done with a question that reads like an attack. It is recorded in any case.',
  }),
  dlp: dlp.optional(),
};

/** What is said for one agent. */
export const agentSafeguards = z
  .strictObject({
    ...forAgents,
    thresholds: thresholds.optional().meta({
      description:
        'Scores at and above which a passage that leaves is suspicious, and malicious, to this agent. The verdict that it came in with holds beside them.',
    }),
  })
  .meta({
    id: 'AgentSafeguards',
    description:
      "What is said for one agent beside the workspace's safeguards: as strict or stricter. What is milder is refused, and of both the stricter counts.",
  }) satisfies z.ZodType<AgentSafeguards>;

/** What a workspace says. */
export const safeguards = z.strictObject({ ...forAgents, thresholds: thresholds.optional() }).meta({
  id: 'Safeguards',
  description: 'Set whole; what is absent is the default.',
}) satisfies z.ZodType<Safeguards>;
