import { basename } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { checkCommand } from './check.ts';
import { demo } from './demo.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { explainCommand } from './explain.ts';
import { serve } from './serve.ts';
import { type CommandResult, openTerminal, type Terminal } from './terminal.ts';
import { trustEval, trustFix } from './trust.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command line. @returns the exit status; nothing is thrown. */
export async function run(args: readonly string[], env: Terminal['env']): Promise<ExitStatus> {
  const terminal = openTerminal(env);
  let status: ExitStatus = EXIT.done;
  const program = build(terminal, async (result) => {
    status = await result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof UsageError) {
      terminal.say(error.message);
      return EXIT.usage;
    }
    terminal.say(error instanceof Error ? error.message : String(error));
    return EXIT.environment;
  }
}

function build(terminal: Terminal, conclude: (result: CommandResult) => Promise<void>): Command {
  const output = () =>
    new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text');
  const program = new Command(nameOf(process.argv[1]))
    .description(
      'Names the one condition that fails when a pod on Amazon EKS cannot assume its IAM role, and proves the fix.',
    )
    .exitOverride()
    .showHelpAfterError('(--help lists the commands and their options)')
    .showSuggestionAfterError();

  program
    .command('check')
    .description('diagnose one service account')
    .argument('<namespace/serviceaccount>')
    .option('--cluster <name>', 'a cluster of irsa-doctor.yaml, a kubeconfig context, or an EKS cluster')
    .option('--pod <name>', 'look at this pod')
    .option('--error-file <file>', 'the error that the application printed')
    .addOption(output())
    .action((words, options) => conclude(checkCommand(words, options, terminal)));

  program
    .command('explain')
    .description('read a pasted error, say what it means, and diagnose what it names')
    .argument('[file]', 'the text; - for standard input', '-')
    .option('--parse-only', 'only what the text says', false)
    .option('--jsonl', 'one JSON object { id, text } per line; implies --parse-only', false)
    .option('--cluster <name>', 'the cluster that the error comes from')
    .addOption(output())
    .action((file, options) => conclude(explainCommand(file, options, terminal)));

  const trust = program.command('trust').description('decide and correct trust policies, offline');
  const trustInput = '{ trustPolicy, accountId, issuer, sub, aud } as JSON; - for standard input';
  trust
    .command('eval')
    .description('decide as IAM decides, and say why')
    .argument('[file]', trustInput, '-')
    .option('--jsonl', 'one such object per line, with an id', false)
    .action((file, options) => conclude(trustEval(file, options, terminal)));
  trust
    .command('fix')
    .description('propose a corrected policy and prove it')
    .argument('[file]', trustInput, '-')
    .option('--jsonl', 'one such object per line, with an id', false)
    .action((file, options) => conclude(trustFix(file, options, terminal)));

  program
    .command('start')
    .description('run the Slack app and its worker in one process')
    .action(() => conclude(serve('start', terminal)));
  program
    .command('bot')
    .description('run the Slack side alone (needs REDIS_URL)')
    .action(() => conclude(serve('bot', terminal)));
  program
    .command('worker')
    .description('run the queue side alone (needs REDIS_URL)')
    .action(() => conclude(serve('worker', terminal)));

  program
    .command('demo')
    .description('run the bot against a Slack, an AWS and a Kubernetes of its own, on this machine')
    .option('--once <text>', 'type this as a user would, print the thread, and exit')
    .action((options) => conclude(demo(options, terminal)));

  return program;
}

/** `kubectl irsa` runs the program under its plugin name. */
function nameOf(path: string | undefined): string {
  return path !== undefined && basename(path).startsWith('kubectl-irsa') ? 'kubectl irsa' : 'irsa-doctor';
}
