/**
 * Why a policy is refused that the engine itself would take, and what to write instead: the texts, by the name of what was met.
 */

export const REFUSALS = {
  unreachable: 'this is never reached: nothing is a document and a row at once; take it out',
  undeclared: 'resources have no such attribute; declare it first, and write it `resource.attr.name`',
  arithmetic:
    'numbers of the resource cannot be calculated with; calculate with what is known and compare, as in `resource.attr.x < 10`',
  twoFields:
    'two attributes of the resource cannot be compared with each other; compare each with something that is known',
  dereference:
    'what `resource.owner` refers to cannot be looked into; only `resource.owner == principal` and its like can be said',
  wholeAttributes: 'attributes cannot be compared all at once; name one, as in `resource.attr.x`',
  like: '`like` on the resource can only ask how a text begins: some text and one `*` at its end; use `==` for the whole text',
  record: 'records cannot be made in a policy; compare their parts one by one',
  tags: 'tags and keys that are worked out cannot be used; name an attribute, as in `resource.attr.x`',
  time: 'dates of the resource cannot be calculated with; calculate with `context.now` and compare, as in `resource.attr.x < context.now`',
  address: '`ip` and `decimal` cannot be used on the resource; keep a text or a number and compare that',
  unknownFunction: 'this function is not one that policies may use',
  audience:
    '`resource.readers` and `resource.deniers` can only be asked for `principal` and `context.agent`: `principal in resource.readers`',
  setEquality:
    'sets of the resource cannot be compared with `==`; use `containsAll`, in both directions for the same set',
  setOfResource:
    'a set cannot be made of the resource or its attributes; write it the other way round, as in `[1, 2].contains(resource.attr.x)`',
  resourceIn:
    '`resource in` needs collections or documents that are written out, `context.agent.collections` or `context.approved`',
  inResource:
    'only the resource can be in something here; write `resource in …`, `resource == …` or `principal in resource.readers`',
  principalIn: 'who asks can be in groups that are written out, in `resource.readers` and in `resource.deniers`',
  inLeft: 'only `principal`, `context.agent` and `resource` can be asked what they are in',
  approved: 'of `context.approved` it can only be asked whether the resource is in it: `resource in context.approved`',
  condition: 'a condition on the resource cannot be compared; combine conditions with `&&`, `||` and `!`',
  choice: '`if` on the resource can only choose between conditions, not between values',
  wholeContext: '`context` cannot be used as a whole; name what of it is meant, as in `context.purpose`',
  action: 'the action belongs into the head of a policy: `action == Action::"retrieve"`',
  resourceType: 'a resource is a `Document` or a `Row`',
  resourceCompared:
    '`resource` can only be compared with a document or a row that is written out, as in `resource == Document::"…"`',
  alwaysThere: 'this is always there, or never; `has` is for attributes that may be missing',
  literalEntity:
    'only `principal`, `context.agent` and `resource` can be looked into; nothing else is known of them when a policy decides',
  who: 'a principal is always a `User` and the agent always an `Agent`',
  constants: 'two constants are compared; write down what comes of it, or take it out',
  largeNumber: 'whole numbers can be at most 9007199254740991, both ways',
  overflow:
    'this can become larger than the engine can count, and a policy that fails lets nobody read; take smaller numbers',
} as const;

export type Refusal = keyof typeof REFUSALS;
