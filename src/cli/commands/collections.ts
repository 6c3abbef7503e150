/** `sluice collections`: how collections stand among each other. */
import { Argument, type Command } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { EXIT, run, usageError } from '../failure.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printJson } from '../terminal.ts';
import { collectionName, named } from '../values.ts';

interface ParentOptions {
  readonly none?: true;
  readonly as?: Principal;
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
      'Puts a collection into another, or with --none on its own. What policies, agents and questions say of a collection holds for all below it. Without --as it acts as user:operator for all collections, or with the token in SLUICE_TOKEN, which needs the scope `own` or `admin`.',
    )
    .addArgument(new Argument('<name>', 'the collection').argParser(collectionName))
    .addArgument(new Argument('[parent]', 'the collection that it is put into').argParser(collectionName))
    .option('--none', 'put it into none')
    .option('--as <person>', 'its owner, such as user:olga', named('user'))
    .option('--json', 'print {"collection", "parent"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice collections parent invoices finance
  sluice collections parent invoices --none --as user:tomas`,
    )
    .action(
      run(async (collection: string, parent: string | undefined, options: ParentOptions) => {
        if ((parent === undefined) !== (options.none === true)) {
          throw usageError('say which collection it is put into, or `--none`');
        }
        await withHost(shell, async (host) => {
          const scope = options.as === undefined ? 'admin' : 'own';
          const caller = await identify(shell, host, options, [scope], 'operator');
          await host.broker.setCollectionParent(caller, collection, parent ?? null);
        });
        if (options.json) printJson({ collection, parent: parent ?? null });
        else print(parent === undefined ? `${collection} is on its own` : `${collection} is in ${parent}`);
        return EXIT.ok;
      }),
    );
}
