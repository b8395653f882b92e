// Decides how a thread asks another one and waits: without an event loop, and not for ever.

import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** What a thread that is asked is started with. It counts `signal[0]` up after each message that it posts to `port`. */
export interface Desk {
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

export interface Mailbox<Sent, Received> {
  post(message: Sent): void;
  /** The next message; null if none came in time. Blocks this thread. */
  receive(waitMs: number): Received | null;
  /** Ends the other thread, whatever it is doing. */
  end(): void;
}

/** Starts a thread that does not keep the process from exiting. */
export function openMailbox<Sent, Received>(program: URL): Mailbox<Sent, Received> {
  const { port1: own, port2: port } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const desk: Desk = { port, signal };
  const worker = new Worker(program, { workerData: desk, transferList: [port] });
  worker.unref();
  let heard = 0;
  return {
    post: (message) => own.postMessage(message),
    receive: (waitMs) => {
      Atomics.wait(signal, 0, heard, waitMs);
      const received = receiveMessageOnPort(own);
      if (received === undefined) return null;
      heard += 1;
      const message: Received = received.message;
      return message;
    },
    end: () => {
      own.close();
      void worker.terminate();
    },
  };
}

/** The program of a thread: a file that stands beside a module, in the sources and in the built package alike. */
export function programBeside(module: string, name: string): URL {
  return new URL(`./${name}.${module.endsWith('.ts') ? 'ts' : 'js'}`, module);
}
