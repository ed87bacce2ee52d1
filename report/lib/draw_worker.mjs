// One of the threads of drawing.mjs: draws what it is sent, each chart compiled when it is first asked for.
import { parentPort, workerData } from 'node:worker_threads';
import { drawer } from './draw.mjs';

const drawers = new Map();

// One after the other: pictures that are drawn at once would take names for their parts from each other.
let last = Promise.resolve();
parentPort.on('message', (job) => {
  last = last.then(() => work(job));
});

async function work({ number, name, data }) {
  try {
    if (!drawers.has(name)) {
      drawers.set(name, drawer(workerData.find((chart) => chart.name === name)));
    }
    parentPort.postMessage({ number, svg: await drawers.get(name)(data) });
  } catch (error) {
    parentPort.postMessage({ number, failed: error.message });
  }
}
