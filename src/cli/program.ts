import { Command, CommanderError, Option } from 'commander';
import { redactSecrets } from '../intake/secrets.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { AUDIT_HELP, CHECK_HELP, EXPLAIN_HELP, PROGRAM_HELP, TRUST_HELP } from './help-text.ts';
import { programName } from './program-name.ts';
import { type CommandResult, openTerminal, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { programVersion } from './version.ts';

/** Runs one command line. @returns the exit status; nothing is thrown. */
export async function run(args: readonly string[], env: Terminal['env']): Promise<ExitStatus> {
  const terminal = openTerminal(env);
  let status: ExitStatus = EXIT.done;
  const program = build(terminal, async (command) => {
    status = await command();
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    // What was written in the wrong place may be a token.
    terminal.say(redactSecrets(error instanceof Error ? error.message : String(error)).text);
    return error instanceof UsageError ? EXIT.usage : EXIT.environment;
  }
}

/**
 * The commands and their words. Each is loaded when it is asked for: the Slack app, the queue and the AWS clients take most of a second to load,
 * which neither help nor an offline command should cost.
 */
function build(terminal: Terminal, conclude: (command: () => CommandResult) => Promise<void>): Command {
  const output = () =>
    new Option('-o, --output <format>', 'what to print').choices(['text', 'json']).default('text');
  const cluster = () =>
    new Option(
      '--cluster <name>',
      'a cluster of irsa-doctor.yaml, a kubeconfig context, or an EKS name or ARN',
    );
  const name = programName();
  const program = new Command(name)
    .description(
      'Names the one condition that fails when a pod on Amazon EKS cannot assume its IAM role, and proves the fix.',
    )
    .version(`irsa-doctor ${programVersion()}`, '-v, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({ subcommandTerm: termOf })
    .addHelpText('after', PROGRAM_HELP(name))
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(redactSecrets(text).text) })
    .showHelpAfterError(`(${name} --help lists the commands, ${name} help COMMAND their options)`)
    .showSuggestionAfterError();

  program
    .command('check')
    .summary('diagnose one service account')
    .description('Diagnose one service account: what fails, why, and the corrected policy or command.')
    .argument('<namespace/serviceaccount>', 'for example payments/api')
    .argument('[cluster]', 'short for --cluster')
    .addOption(cluster())
    .option('--pod <name>', 'look at this pod; without it, at all that belong to the service account')
    .option('--error-file <file>', 'take into account the error in this file; - for standard input')
    .option(
      '--prove',
      'make a token for the service account and have AWS itself try the role; its session may do nothing',
    )
    .option('--cloudtrail', 'ask CloudTrail which calls for the role STS has seen in the last day')
    .option('--decode', 'have STS decode the authorization message that the error holds')
    .addOption(output())
    .addHelpText('after', CHECK_HELP(name))
    .action((target, short, options) =>
      conclude(async () =>
        (await import('./check.ts')).checkCommand(
          short === undefined ? [target] : [target, short],
          options,
          terminal,
        ),
      ),
    );

  program
    .command('audit')
    .summary('diagnose every service account that has an identity')
    .description('Diagnose every service account that has an identity, in one sweep, the worst first.')
    .option('-n, --namespace <name>', 'of this namespace only')
    .addOption(cluster())
    .option('--associations', 'read the role of each Pod Identity association, by a call to EKS for each')
    .addOption(
      new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'csv']).default('table'),
    )
    .addHelpText('after', AUDIT_HELP(name))
    .action((options) => conclude(async () => (await import('./audit.ts')).auditCommand(options, terminal)));

  program
    .command('explain')
    .summary('explain a pasted error, and diagnose what it names')
    .description(
      'Read a pasted error or log, say what it means, and diagnose the service account that it names.',
    )
    .argument('[file]', 'a file that holds the text; - for standard input', '-')
    .option('--parse-only', 'say what the text means and call nobody')
    .option('--decode', 'have STS decode the authorization message that the text holds')
    .option(
      '--jsonl',
      'read { "id", "text" } on each line, and print what each text says on a line of its own',
    )
    .addOption(cluster())
    .addOption(output())
    .addHelpText('after', EXPLAIN_HELP(name))
    .action((file, options) =>
      conclude(async () => (await import('./explain.ts')).explainCommand(file, options, terminal)),
    );

  const trust = program
    .command('trust')
    .summary('decide and correct trust policies, offline')
    .description('Decide and correct trust policies, offline.');
  const trustCommand = (verb: string, summary: string, description: string) =>
    trust
      .command(verb)
      .summary(summary)
      .description(description)
      .argument('[file]', 'a file that holds the case as JSON; - for standard input', '-')
      .option(
        '--jsonl',
        'read a case, with an "id", on each line, and print each answer on a line of its own',
      )
      .addHelpText('after', TRUST_HELP(name, verb));
  trustCommand(
    'eval',
    'decide as IAM decides, and say why',
    'Decide as IAM decides whether a token gets the role, and say why.',
  ).action((file, options) =>
    conclude(async () => (await import('./trust-eval.ts')).trustEval(file, options, terminal)),
  );
  trustCommand(
    'fix',
    'propose a corrected policy and prove it',
    'Propose the smallest corrected trust policy, and prove what it lets in.',
  ).action((file, options) =>
    conclude(async () => (await import('./trust-fix.ts')).trustFix(file, options, terminal)),
  );

  program
    .command('start')
    .summary('run the Slack app and its worker in one process')
    .description('Run the Slack app and its worker in one process.')
    .action(() => conclude(async () => (await import('./serve.ts')).serve('start', terminal)));
  program
    .command('bot')
    .summary('run the Slack side alone')
    .description('Run the Slack side alone. It shares its queue with workers through the Redis in REDIS_URL.')
    .action(() => conclude(async () => (await import('./serve.ts')).serve('bot', terminal)));
  program
    .command('worker')
    .summary('run the queue side alone')
    .description('Run the queue side alone. It shares its queue with the bot through the Redis in REDIS_URL.')
    .action(() => conclude(async () => (await import('./serve.ts')).serve('worker', terminal)));

  program
    .command('self-check')
    .summary('try everything that the bot reads and reaches')
    .description('Try everything that the bot reads and reaches, and say how to mend what is refused.')
    .addOption(cluster())
    .option('--namespace <name>', 'read service accounts and pods in this namespace', 'default')
    .addOption(output())
    .action((options) =>
      conclude(async () => (await import('./self-check.ts')).selfCheckCommand(options, terminal)),
    );

  program
    .command('demo')
    .description('run the bot against a Slack, an AWS and a Kubernetes of its own, on this machine')
    .option('--once <text>', 'type this as a user would, print the thread, and exit')
    .option('--port <number>', 'where the page is served; any free port unless given')
    .action((options) => conclude(async () => (await import('./demo.ts')).demo(options, terminal)));

  return program;
}

/** In the list of commands: the name and its arguments, without the "[options]" that each of them has. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  return [command.name(), ...args].join(' ');
}
