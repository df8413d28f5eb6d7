// Renders JSON Resume themes: one JSON request a line in ({theme, resume}), one JSON answer a line out ({html}).
'use strict';
const readline = require('readline');
const path = require('path');
const fs = require('fs');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');

const folder = process.argv[2];
const load = createRequire(path.join(folder, 'package.json'));
const answer = (value) => process.stdout.write(JSON.stringify(value) + '\n');
for (const name of ['log', 'info', 'warn', 'debug']) console[name] = () => {};

// A theme written as CommonJS, or else as an ES module.
async function theme(name) {
  let found;
  try {
    found = load(name);
  } catch (error) {
    const home = path.join(folder, 'node_modules', name);
    const info = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
    const main = info.exports && (info.exports['.'] || info.exports);
    const file = (main && (main.import || main.default)) || info.module;
    if (!file) throw error;
    found = await import(pathToFileURL(path.join(home, typeof file === 'string' ? file : file.default)));
  }
  return found.render || !found.default ? found : found.default;
}

async function draw(line) {
  const request = JSON.parse(line);
  const here = process.cwd();
  try {
    const name = `jsonresume-theme-${request.theme}`;
    const { render } = await theme(name);
    process.chdir(path.join(folder, 'node_modules', name));
    const html = await render(request.resume);
    answer({ html: String(html) });
  } catch (error) {
    answer({ error: String((error && error.stack) || error).slice(0, 1500) });
  } finally {
    process.chdir(here);
  }
}

let queue = Promise.resolve();
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  queue = queue.then(() => draw(line));
});
