// Pictures are drawn in threads of their own, while the database answers the next question.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Told } from './options.mjs';

const MOST = 4;
// So many wait in a thread, so that it is never idle.
const AHEAD = 2;

// One processor is left to the database, which is mostly on the same machine.
const usual = () => Math.max(1, Math.min(MOST, availableParallelism() - 1));

export function openDrawing(charts, threads = usual()) {
  const waiting = [];
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./draw_worker.mjs', import.meta.url), {
      workerData: charts.map(({ name, spec }) => ({ name, spec })),
      // Most of what a picture takes is gone with it: with more room it is cleared away less often.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    const own = { worker, jobs: new Map() };
    worker.on('message', ({ number, svg, failed }) => {
      const job = own.jobs.get(number);
      own.jobs.delete(number);
      if (failed === undefined) {
        job.resolve(svg);
      } else {
        job.reject(new Told(`chart ${job.name} cannot be drawn: ${failed}`));
      }
      give();
    });
    worker.on('error', (error) => {
      own.broken = new Told(`charts cannot be drawn: ${error.message}`);
      for (const job of [...own.jobs.values(), ...waiting.splice(0)]) {
        job.reject(own.broken);
      }
      own.jobs.clear();
    });
    return own;
  });
  let numbers = 0;

  function give() {
    while (waiting.length > 0) {
      const [least] = [...workers].sort((a, b) => a.jobs.size - b.jobs.size);
      if (least.jobs.size >= AHEAD) {
        return;
      }
      const job = waiting.shift();
      numbers += 1;
      least.jobs.set(numbers, job);
      least.worker.postMessage({ number: numbers, name: job.name, data: job.data });
    }
  }

  return {
    // The picture of a chart with these values, as SVG.
    draw(name, data) {
      const broken = workers.find((w) => w.broken)?.broken;
      if (broken) {
        return Promise.reject(broken);
      }
      return new Promise((resolve, reject) => {
        waiting.push({ name, data, resolve, reject });
        give();
      });
    },
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
