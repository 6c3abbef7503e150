/**
 * The schema and the default policies, as they stand in `entitlements/policies`.
 * Made by `npm run generate`. Do not edit.
 */

/** Of what every workspace has; the types of declared attributes are added to it. */
export const SCHEMA = `// What policies can speak of. \`UserAttrs\`, \`AgentAttrs\` and \`ResourceAttrs\` are made from the attributes that the workspace declares;
// every one of them is optional, so a policy asks \`resource.attr has region\` before it reads \`resource.attr.region\`.

// A set of people, groups and agents who read, or must not read, something. Only \`principal in resource.readers\` and its like speak of it.
entity Audience;
entity Group in [Group, Audience];
entity User in [Group, Audience] {
  active: Bool,
  // 0 public, 1 internal, 2 confidential, 3 restricted
  clearance: Long,
  attr: UserAttrs,
};
entity Agent in [Group, Audience] {
  active: Bool,
  clearance: Long,
  // Works outside the organisation.
  external: Bool,
  collections?: Set<Collection>,
  purposes?: Set<String>,
  attr: AgentAttrs,
};
entity Collection in [Collection];
entity Document in [Collection] {
  owner: User,
  readers: Audience,
  deniers: Audience,
  classification: Long,
  attr: ResourceAttrs,
};
// A row of a table that is a resource of its own.
entity Row in [Document, Collection] {
  owner: User,
  readers: Audience,
  deniers: Audience,
  classification: Long,
  attr: ResourceAttrs,
};
type Ask = {
  // The agent through which the person asks.
  agent?: Agent,
  purpose?: String,
  // Where the request came from.
  ip?: ipaddr,
  // To the minute, UTC.
  now: datetime,
  // In the workspace's time zone: 1 is Monday; minutes since midnight.
  weekday: Long,
  minuteOfDay: Long,
  // Documents for which somebody approved this, and the grant has not expired.
  approved: Set<Document>,
};
action retrieve appliesTo { principal: [User], resource: [Document, Row], context: Ask };
`;

/** Text by id: the file of a policy is named like it. */
export const DEFAULT_POLICIES: Readonly<Record<string, string>> = {
  'agent-collections': `// An agent that is kept to some collections reads from those and what is below them, whoever asks through it.
@id("agent-collections")
forbid (principal, action == Action::"retrieve", resource)
when { context has agent && context.agent has collections && !(resource in context.agent.collections) };
`,
  'agent-purposes': `// An agent that is kept to some purposes reads for those alone, and has to say which.
@id("agent-purposes")
forbid (principal, action == Action::"retrieve", resource)
when {
  context has agent && context.agent has purposes &&
  !(context has purpose && context.agent.purposes.contains(context.purpose))
};
`,
  clearance: `// Nobody reads above their clearance, and no agent above its own.
@id("clearance")
forbid (principal, action == Action::"retrieve", resource)
when {
  principal.clearance < resource.classification ||
  (context has agent && context.agent.clearance < resource.classification)
};
`,
  deniers: `// Who was denied does not read, and nothing is read through an agent that was denied, whoever else permits it.
@id("deniers")
forbid (principal, action == Action::"retrieve", resource)
when { principal in resource.deniers || (context has agent && context.agent in resource.deniers) };
`,
  owner: `// Whoever owns a document or a row may read it.
@id("owner")
permit (principal, action == Action::"retrieve", resource)
when { resource.owner == principal };
`,
  readers: `// Who was named as a reader may read: by name, or through a group.
@id("readers")
permit (principal, action == Action::"retrieve", resource)
when { principal in resource.readers };
`,
  suspended: `// A suspended person or agent reads nothing.
@id("suspended")
forbid (principal, action == Action::"retrieve", resource)
when { !principal.active || (context has agent && !context.agent.active) };
`,
};
