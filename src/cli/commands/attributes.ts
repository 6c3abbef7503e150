/** `sluice attributes`: what may be said of users, agents and resources, and of which type it is. */
import { Argument, type Command } from 'commander';
import { ATTRIBUTE_TYPES, type AttributeType, SUBJECTS, type Subject } from '../../../entitlements/attributes.ts';
import { EXIT, run } from '../failure.ts';
import { ACTS_AS_ADMIN, asAdmin } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printJson, table } from '../terminal.ts';
import { attributeName, attributeSubject, attributeType } from '../values.ts';

interface Output {
  readonly json?: true;
}

export function addAttributes(program: Command, shell: Shell): void {
  const attributes = program
    .command('attributes')
    .summary('declare what policies can look at')
    .description(
      'Declares the attributes of users, agents and resources. A value that nobody declared is refused where it comes in.',
    );
  const subject = () =>
    new Argument('<subject>', `whom it is said of: ${SUBJECTS.join(', ')}`).argParser(attributeSubject);
  const name = () => new Argument('<name>', 'its name, as policies write it').argParser(attributeName);

  attributes
    .command('list')
    .summary('list the declared attributes')
    .description(`Lists the declared attributes. ${ACTS_AS_ADMIN}`)
    .option('--json', 'print [{"subject", "name", "type"}] as JSON')
    .addHelpText('after', '\nExamples:\n  sluice attributes list')
    .action(
      run(async ({ json }: Output) => {
        const declared = await asAdmin(shell, ({ broker }, caller) => broker.listAttributes(caller));
        if (json) printJson(declared);
        else for (const line of table(declared.map((one) => [one.subject, one.name, one.type]))) print(line);
        return EXIT.ok;
      }),
    );

  attributes
    .command('declare')
    .summary('declare an attribute')
    .description(`Declares an attribute, with its type. Done already is done. ${ACTS_AS_ADMIN}`)
    .addArgument(subject())
    .addArgument(name())
    .addArgument(new Argument('<type>', `its type: ${ATTRIBUTE_TYPES.join(', ')}`).argParser(attributeType))
    .option('--json', 'print {"subject", "name", "type"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice attributes declare resource region strings
  sluice attributes declare user region strings`,
    )
    .action(
      run(async (of: Subject, called: string, type: AttributeType, { json }: Output) => {
        const declaration = { subject: of, name: called, type };
        await asAdmin(shell, ({ broker }, caller) => broker.declareAttribute(caller, declaration));
        if (json) printJson(declaration);
        else print(`declared: ${of} ${called} ${type}`);
        return EXIT.ok;
      }),
    );

  attributes
    .command('withdraw')
    .summary('take a declaration back')
    .description(`Takes a declaration back. Refused while a value or a policy needs it. ${ACTS_AS_ADMIN}`)
    .addArgument(subject())
    .addArgument(name())
    .option('--json', 'print {"subject", "name"} as JSON')
    .addHelpText('after', '\nExamples:\n  sluice attributes withdraw resource region')
    .action(
      run(async (of: Subject, called: string, { json }: Output) => {
        await asAdmin(shell, ({ broker }, caller) => broker.withdrawAttribute(caller, of, called));
        if (json) printJson({ subject: of, name: called });
        else print(`withdrawn: ${of} ${called}`);
        return EXIT.ok;
      }),
    );
}
