/** From which severity of a finding on a document waits for review. One that is malicious waits whatever this says. */
export const HOLD_FROM = ['low', 'medium', 'high', 'never'] as const;
export type HoldFrom = (typeof HOLD_FROM)[number];
