/** `sluice collections`: how collections stand among each other. */
import { Argument, type Command } from 'commander';
import { EXIT, run, usageError } from '../failure.ts';
import { ACTS_AS_ADMIN, asAdmin } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printJson } from '../terminal.ts';
import { collectionName } from '../values.ts';

interface ParentOptions {
  readonly none?: true;
  readonly json?: true;
}

export function addCollections(program: Command, shell: Shell): void {
  const collections = program
    .command('collections')
    .summary('put collections into each other')
    .description('Puts collections into each other.');

  collections
    .command('parent')
    .summary('put a collection into another')
    .description(
      `Puts a collection into another, or with --none on its own. What policies, agents and questions say of a collection holds for all below it. ${ACTS_AS_ADMIN}`,
    )
    .addArgument(new Argument('<name>', 'the collection').argParser(collectionName))
    .addArgument(new Argument('[parent]', 'the collection that it is put into').argParser(collectionName))
    .option('--none', 'put it into none')
    .option('--json', 'print {"collection", "parent"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice collections parent invoices finance
  sluice collections parent invoices --none`,
    )
    .action(
      run(async (collection: string, parent: string | undefined, options: ParentOptions) => {
        if ((parent === undefined) !== (options.none === true)) {
          throw usageError('say which collection it is put into, or `--none`');
        }
        await asAdmin(shell, ({ broker }, caller) => broker.setCollectionParent(caller, collection, parent ?? null));
        if (options.json) printJson({ collection, parent: parent ?? null });
        else print(parent === undefined ? `${collection} is on its own` : `${collection} is in ${parent}`);
        return EXIT.ok;
      }),
    );
}
