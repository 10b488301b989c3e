/** Reads whole answers in a thread of its own: what takes seconds there keeps nobody waiting here. */
import { parentPort } from 'node:worker_threads';
import { FindError } from '../find/findError.ts';
import { Answers } from './answers.ts';
import type { FromThread, ToThread, Work } from './work.ts';

const answers = new Answers();

parentPort?.on('message', (message: ToThread) => {
  if ('piece' in message) answers.add(message.of, message.piece);
  else if ('charset' in message) answers.complete(message.of, message.charset);
  else if ('forget' in message) answers.forget(message.forget);
  else {
    const answer = answered(message.call, message.work);
    parentPort?.postMessage(answer, 'result' in answer ? buffersOf(answer.result) : []);
  }
});

/** What is large in a result is moved, not copied. */
function buffersOf(result: object): ArrayBuffer[] {
  return Object.values(result).flatMap((part) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
  );
}

function answered(call: number, work: Work): FromThread {
  try {
    return { call, result: answers.work(work) };
  } catch (error) {
    if (error instanceof FindError) return { call, problem: { message: error.message, at: error.at } };
    // Deep nesting and too much of anything end here, too.
    return { call, error: error instanceof Error ? error.message : String(error) };
  }
}
