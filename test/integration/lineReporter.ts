/** Prints one line for each test and, at the end, a line that a program can read. */
import Mocha from 'mocha';

/** What the last line starts with; JSON of `{ passed, failed, skipped }` follows. */
export const TOTAL_MARK = 'integration total: ';

/** An error's message and those lines of its stack that are not in Node, VS Code or Mocha. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const foreign = /^\s+at .*(node:internal|extensionHostProcess\.js|workbench\.js|node_modules)/;
  const lines = text.split('\n').filter((line) => !foreign.test(line));
  return lines.map((line) => `    ${line}`).join('\n');
}

/** Mocha calls it for each run. It writes to the console, which both hosts of the suite pass on. */
export class LineReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    let passed = 0;
    let failed = 0;
    let skipped = 0;
    runner.on('pass', (test) => {
      passed += 1;
      console.log(`ok - ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('fail', (test, error: unknown) => {
      failed += 1;
      console.log(`not ok - ${test.fullTitle()}\n${describeError(error)}`);
    });
    runner.on('pending', (test) => {
      skipped += 1;
      console.log(`skipped - ${test.fullTitle()}`);
    });
    runner.on('end', () => console.log(TOTAL_MARK + JSON.stringify({ passed, failed, skipped })));
  }
}
