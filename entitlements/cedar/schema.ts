/**
 * The schema that a workspace's policies are written against: the common one, and the attributes that the workspace has declared. Every
 * attribute is optional, since no resource and nobody has to have one.
 */
import type { AttributeType, Registry, Subject } from '../attributes.ts';
import { SCHEMA } from './defaults.ts';

const CEDAR_TYPES: Readonly<Record<AttributeType, string>> = {
  string: 'String',
  long: 'Long',
  bool: 'Bool',
  datetime: 'datetime',
  strings: 'Set<String>',
};

const TYPE_NAMES: Readonly<Record<Subject, string>> = {
  user: 'UserAttrs',
  agent: 'AgentAttrs',
  resource: 'ResourceAttrs',
};

/** The schema in Cedar's language. The same registry makes the same text, whatever the order in which attributes were declared. */
export function schemaText(registry: Registry): string {
  const types = (['user', 'agent', 'resource'] as const).map((subject) => {
    const declared = Object.entries(registry[subject]).sort(([one], [other]) => (one < other ? -1 : 1));
    const attributes = declared.map(([name, type]) => `  ${name}?: ${CEDAR_TYPES[type]},\n`);
    return `type ${TYPE_NAMES[subject]} = {\n${attributes.join('')}};\n`;
  });
  return `${SCHEMA}\n${types.join('')}`;
}
